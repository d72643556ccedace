namespace Moltbot.Engine.Tests.Suite.Grains;

public interface INoteGrain : IGrainWithStringKey
{
    Task<(string Text, bool Exists, bool HasEtag)> Read();

    Task Write(string text);

    /// <summary>Changes the state in memory only.</summary>
    Task Scribble(string text);

    Task<string> ReRead();

    Task Clear();

    /// <summary>Writes and keeps a conflict to itself.</summary>
    Task<bool> TryWrite(string text);

    Task<Guid> Activation();

    Task Leave();
}
