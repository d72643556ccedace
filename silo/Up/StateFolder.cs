namespace Moltbot.Silo.Up;

/// <summary>The folder where an installation keeps everything; only its owner can read it.</summary>
internal sealed class StateFolder
{
    private StateFolder(string path) => Path = path;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Opens the folder, making it when it is missing.</summary>
    /// <exception cref="StartException">It cannot be made or written.</exception>
    public static StateFolder Open(string path)
    {
        try
        {
            const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(path, mine);
            return new StateFolder(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartException(Program.Unavailable, $"the state folder {path} cannot be used: {problem.Message}\nName another one with --state DIR.");
        }
    }

    /// <summary>Keeps the folder for this process until it ends, however it ends: two would own the same grains.</summary>
    /// <returns>What holds it; disposing gives it back.</returns>
    /// <exception cref="StartException">Another process has it.</exception>
    public IDisposable Lock()
    {
        try
        {
            return new FileStream(File("lock"), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartException(Program.Unavailable, $"the state folder {Path} is in use by another process, or cannot be written: {problem.Message}\nStop that one, or name another folder with --state DIR.");
        }
    }

    /// <summary>A file in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A secret's file: read when it is there, else written with what <paramref name="make"/> answers, mode 0600.</summary>
    /// <exception cref="StartException">It is empty, a link, or a file that others may write: whoever made it so chose the secret (F2).</exception>
    public string Secret(string name, Func<string> make)
    {
        string path = File(name);
        try
        {
            using var stream = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            string secret = make();
            stream.Write(System.Text.Encoding.ASCII.GetBytes(secret + "\n"));
            stream.Flush(flushToDisk: true);
            return secret;
        }
        catch (IOException) when (System.IO.File.Exists(path))
        {
            RefuseForeign(path);
            string secret = System.IO.File.ReadAllText(path).Trim();
            return secret.Length > 0 ? secret : throw new StartException(Program.Configuration, $"{path} is empty; delete it to have a new one made");
        }
    }

    private static void RefuseForeign(string path)
    {
        const UnixFileMode others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new StartException(Program.Configuration, $"{path} is a link, and whoever can change what it leads to chooses the secret; put the file itself in its place");
        }

        if ((System.IO.File.GetUnixFileMode(path) & others) != 0)
        {
            throw new StartException(Program.Configuration, $"{path} can be written by others; delete it to have a new one made, or run: chmod 600 {path}");
        }
    }
}
