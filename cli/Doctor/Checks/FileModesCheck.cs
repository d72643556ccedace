using Moltbot.Cli.Doctor.Files;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>The state folder holds every secret there is: only its owner may look into it.</summary>
internal static class FileModesCheck
{
    public static IEnumerable<AuditFinding> Run(Patient patient)
    {
        if (PathAccess.Of(patient.State.Path) is not { } folder)
        {
            yield return AuditFinding.Info("fs.state_dir", "No state folder", $"{patient.State.Path} does not exist yet", "./moltbot up makes it at the first start");
            yield break;
        }

        var findings = SensitivePaths.Of(patient)
            .Select(path => (Path: path, Access: PathAccess.Of(path.Path)))
            .Where(static each => each.Access is not null)
            .SelectMany(each => Judge(each.Path, each.Access!, folder.IsPrivateFolder))
            .ToList();
        foreach (var finding in findings)
        {
            yield return finding;
        }

        if (findings.Count == 0)
        {
            yield return AuditFinding.Ok("fs.state_dir", $"{patient.State.Path} and the files with secrets are private");
        }
    }

    private static IEnumerable<AuditFinding> Judge(SensitivePath path, PathAccess access, bool isInPrivateFolder) => path.Kind switch
    {
        SensitiveKind.StateFolder => Link("fs.state_dir.symlink", "The state folder is a link", path, access).Concat(
            access.WorldWrites ? [Open("fs.state_dir.perms_world_writable", AuditSeverity.Critical, "The state folder is everybody's to write", "everybody can write", path)]
            : access.GroupWrites ? [Open("fs.state_dir.perms_group_writable", AuditSeverity.Warn, "The state folder is its group's to write", "the group can write", path)]
            : access.OthersMayRead ? [Open("fs.state_dir.perms_readable", AuditSeverity.Warn, "The state folder can be looked into", "others can look into", path)]
            : []),
        SensitiveKind.Configuration => Link("fs.config.symlink", "The configuration is a link", path, access).Concat(Configuration("fs.config", "The configuration", path, access)),
        SensitiveKind.ConfigurationPart => Configuration("fs.config_include", "A part of the configuration", path, access),
        SensitiveKind.CredentialFolder => Files("fs.credentials_dir", "The folder of credentials", path, access, AuditSeverity.Warn),
        SensitiveKind.AuthProfiles => Files("fs.auth_profiles", "A file of providers' keys", path, access, AuditSeverity.Warn),
        SensitiveKind.Sessions => Private("fs.sessions_store.perms_readable", "What sessions are kept in is open to others", path, access),
        SensitiveKind.Log => Private("fs.log_file.perms_readable", "A log is open to others", path, access),
        // In a private folder nobody reaches them, until the folder is copied.
        _ => Files("fs.secrets", "A secret", path, access, isInPrivateFolder ? AuditSeverity.Warn : AuditSeverity.Critical),
    };

    private static IEnumerable<AuditFinding> Configuration(string id, string what, SensitivePath path, PathAccess access) =>
        access.OthersMayWrite ? [Open($"{id}.perms_writable", AuditSeverity.Critical, $"{what} can be written by others", "others can write", path)]
        : access.WorldReads ? [Open($"{id}.perms_world_readable", AuditSeverity.Critical, $"{what} can be read by everybody", "everybody can read", path)]
        : access.OthersMayRead ? [Open($"{id}.perms_group_readable", AuditSeverity.Warn, $"{what} can be read by its group", "the group can read", path)]
        : [];

    private static IEnumerable<AuditFinding> Files(string id, string what, SensitivePath path, PathAccess access, AuditSeverity whenRead) =>
        access.OthersMayWrite ? [Open($"{id}.perms_writable", AuditSeverity.Critical, $"{what} can be written by others", "others can write", path)]
        : access.OthersMayRead ? [Open($"{id}.perms_readable", whenRead, $"{what} can be read by others", "others can read", path)]
        : [];

    private static IEnumerable<AuditFinding> Private(string id, string title, SensitivePath path, PathAccess access) =>
        access.OthersMayRead || access.OthersMayWrite ? [Open(id, AuditSeverity.Warn, title, access.OthersMayWrite ? "others can write" : "others can read", path)] : [];

    private static IEnumerable<AuditFinding> Link(string id, string title, SensitivePath path, PathAccess access) =>
        access.IsLink ? [AuditFinding.Warn(id, title, $"{path.Path} is a link: whoever can change it, or what it leads to, changes everything", "put the thing itself in its place")] : [];

    private static AuditFinding Open(string id, AuditSeverity severity, string title, string who, SensitivePath path) => new(id, severity, title, $"{who} {path.Path}", path.Remedy);
}
