namespace Moltbot.Cli.Doctor.Files;

/// <summary>A file or folder that is its owner's alone.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Its full path.</param>
internal sealed record SensitivePath(SensitiveKind Kind, string Path)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public bool IsFolder => Kind is SensitiveKind.StateFolder or SensitiveKind.CredentialFolder;

    /// <summary>The rights it should have.</summary>
    public UnixFileMode Mode => IsFolder ? OwnerFile | UnixFileMode.UserExecute : OwnerFile;

    /// <summary>As the command that gives it these rights.</summary>
    public string Remedy => $"chmod {(IsFolder ? "700" : "600")} {Path}";
}
