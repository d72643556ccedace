using Moltbot.Grains.Tenants;

namespace Moltbot.Silo.Up;

/// <summary>The operator's configuration document on disk: mode 0600, replaced whole, the last five versions kept beside it.</summary>
internal sealed class ConfigurationFile(string path) : IConfigurationFile
{
    private const int Backups = 5;

    public string Path { get; } = path;

    public async Task<string?> Read(CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(Path, cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async Task Write(string raw, CancellationToken cancellationToken)
    {
        string next = $"{Path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        await using (var stream = new FileStream(next, options))
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(raw), cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        KeepBackup();
        File.Move(next, Path, overwrite: true);
    }

    private void KeepBackup()
    {
        if (!File.Exists(Path))
        {
            return;
        }

        for (int age = Backups - 1; age >= 1; age--)
        {
            string from = age == 1 ? $"{Path}.bak" : $"{Path}.bak.{age - 1}";
            if (File.Exists(from))
            {
                File.Move(from, $"{Path}.bak.{age}", overwrite: true);
            }
        }

        File.Copy(Path, $"{Path}.bak", overwrite: true);
    }
}
