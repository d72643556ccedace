namespace Moltbot.Cli.Doctor.Checks;

/// <summary>The state folder holds every secret there is: only its owner may look into it.</summary>
internal static class StateFolderCheck
{
    private const UnixFileMode Readable = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Writable = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public static IEnumerable<Finding> Run(Patient patient)
    {
        var folder = patient.State.Path;
        if (!Directory.Exists(folder))
        {
            yield return Finding.Warn("state.folder", $"{folder} does not exist yet", "./moltbot up makes it at the first start");
            yield break;
        }

        var mode = File.GetUnixFileMode(folder);
        if ((mode & Writable) != 0)
        {
            yield return Finding.Critical("state.folder", $"others can write to {folder}", $"chmod 700 {folder}");
        }
        else if ((mode & Readable) != 0)
        {
            yield return Finding.Warn("state.folder", $"others can look into {folder}", $"chmod 700 {folder}");
        }
        else
        {
            yield return Finding.Ok("state.folder", $"{folder} is private");
        }

        var open = Files(patient).Where(static path => (File.GetUnixFileMode(path) & (Readable | Writable)) != 0).ToList();
        foreach (var path in open)
        {
            var writable = (File.GetUnixFileMode(path) & Writable) != 0;
            // In a private folder nobody reaches them, until the folder is copied.
            var severity = writable || (mode & (Readable | Writable | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0 ? Severity.Critical : Severity.Warn;
            yield return new Finding("state.files", severity, $"others can {(writable ? "write" : "read")} {path}", $"chmod 600 {path}");
        }

        if (open.Count == 0)
        {
            yield return Finding.Ok("state.files", "the files with secrets are private");
        }
    }

    private static IEnumerable<string> Files(Patient patient) =>
        new[] { patient.Configuration.Path, patient.State.GatewayToken, patient.State.Identity, patient.State.DeviceTokens }
            .Concat(Directory.EnumerateFiles(patient.State.Path, "*.key"))
            .Concat(Directory.EnumerateFiles(patient.State.Path, "moltbot.json.bak*"))
            .Concat(Directory.EnumerateFiles(patient.State.Path, "moltbot.db*"))
            .Where(File.Exists)
            .Distinct(StringComparer.Ordinal);
}
