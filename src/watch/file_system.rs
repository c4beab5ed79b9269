//! Which file systems report every change.

use std::path::Path;

/// Whether the system reports every change in `folder`. On a file system that others change as well,
/// it only reports what this machine does.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
pub(super) fn reports_every_change(folder: &Path) -> bool {
    let found = rustix::fs::statfs(folder).map(|found| found.f_type);
    found.map_or(true, |found| !remote::ALL.contains(&found))
}

/// Elsewhere this is not known.
#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
pub(super) fn reports_every_change(_: &Path) -> bool {
    true
}

/// The numbers that Linux gives to file systems in `statfs(2)`.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod remote {
    use rustix::fs::FsWord;

    const AFS: FsWord = 0x5346_414f;
    const CEPH: FsWord = 0x00c3_6400;
    const CIFS: FsWord = 0xff53_4d42;
    const CODA: FsWord = 0x7375_7245;
    /// sshfs and many others, also the shared folders of virtual machines (virtiofs).
    const FUSE: FsWord = 0x6573_5546;
    const NFS: FsWord = 0x6969;
    const SMB: FsWord = 0x517b;
    const SMB2: FsWord = 0xfe53_4d42;
    /// The shared folders of VirtualBox.
    const VBOXSF: FsWord = 0x786f_4256;
    /// The drives of Windows in WSL (9p).
    const V9FS: FsWord = 0x0102_1997;
    /// The shared folders of `VMware`.
    const VMHGFS: FsWord = 0xbacb_acbc;

    pub(super) const ALL: [FsWord; 11] =
        [AFS, CEPH, CIFS, CODA, FUSE, NFS, SMB, SMB2, VBOXSF, V9FS, VMHGFS];
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file system in memory is as local as can be.
    #[test]
    fn a_local_file_system_reports_every_change() {
        assert!(reports_every_change(Path::new("/dev/shm")));
        assert!(reports_every_change(Path::new("/no/such/folder")));
    }
}
