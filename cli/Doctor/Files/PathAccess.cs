namespace Moltbot.Cli.Doctor.Files;

/// <summary>Who may do what with a file or folder: with what a link leads to, when it is one.</summary>
/// <param name="IsLink">Whether the path is a symbolic link.</param>
/// <param name="Mode">The rights.</param>
internal sealed record PathAccess(bool IsLink, UnixFileMode Mode)
{
    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public bool GroupWrites => Mode.HasFlag(UnixFileMode.GroupWrite);

    public bool WorldWrites => Mode.HasFlag(UnixFileMode.OtherWrite);

    public bool WorldReads => Mode.HasFlag(UnixFileMode.OtherRead);

    public bool OthersMayRead => (Mode & OthersRead) != 0;

    public bool OthersMayWrite => (Mode & OthersWrite) != 0;

    /// <summary>Whether nobody else gets in; for a folder.</summary>
    public bool IsPrivateFolder => (Mode & (OthersRead | OthersWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) == 0;

    /// <summary>The access to a path; null when nothing is there, or it cannot be looked at.</summary>
    public static PathAccess? Of(string path)
    {
        try
        {
            var entry = new FileInfo(path);
            if (entry.LinkTarget is null)
            {
                return File.Exists(path) || Directory.Exists(path) ? new PathAccess(false, File.GetUnixFileMode(path)) : null;
            }

            return entry.ResolveLinkTarget(returnFinalTarget: true) is { } target && (File.Exists(target.FullName) || Directory.Exists(target.FullName))
                ? new PathAccess(true, File.GetUnixFileMode(target.FullName))
                : null;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
