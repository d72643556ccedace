using Orleans.Storage;

namespace Moltbot.Engine.Tests.Suite.Grains;

public sealed class NoteGrain([PersistentState("note", "suite")] IPersistentState<Note> note) : Grain, INoteGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public Task<(string Text, bool Exists, bool HasEtag)> Read() => Task.FromResult((note.State.Text, note.RecordExists, note.Etag is not null));

    public Task Write(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task Scribble(string text)
    {
        note.State.Text = text;
        return Task.CompletedTask;
    }

    public async Task<string> ReRead()
    {
        await note.ReadStateAsync();
        return note.State.Text;
    }

    public Task Clear() => note.ClearStateAsync();

    public async Task<bool> TryWrite(string text)
    {
        try
        {
            note.State.Text = text;
            await note.WriteStateAsync();
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
