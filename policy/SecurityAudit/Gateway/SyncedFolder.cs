namespace Moltbot.Policy.SecurityAudit.Gateway;

/// <summary>State or configuration in a folder that is copied elsewhere.</summary>
internal static class SyncedFolder
{
    private static readonly string[] Signs = ["icloud", "dropbox", "google drive", "googledrive", "onedrive"];

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        if (Signs.Any(sign => IsIn(subject.StateDirectory, sign) || IsIn(subject.ConfigPath, sign)))
        {
            yield return AuditFinding.Warn(
                "fs.synced_dir",
                "State or configuration may be in a synced folder",
                $"state {subject.StateDirectory}, configuration {subject.ConfigPath}: a synced folder carries tokens and conversations to other machines",
                "keep the state folder on a volume of this machine (MOLTBOT_STATE_DIR)");
        }
    }

    private static bool IsIn(string path, string sign) => path.Contains(sign, StringComparison.OrdinalIgnoreCase);
}
