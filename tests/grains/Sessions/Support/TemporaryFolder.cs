namespace Moltbot.Grains.Tests.Sessions.Support;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("moltbot-grains-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
