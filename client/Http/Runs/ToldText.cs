namespace Moltbot.Gateway.Http.Runs;

/// <summary>
/// What a stream has told of a reply. Each event carries the whole text so far, of which the new part is told. A run that another
/// model took over begins again: what was told cannot be taken back, so the other text follows as a paragraph of its own.
/// </summary>
/// <param name="wrote">Takes what is new.</param>
internal sealed class ToldText(Func<string, Task> wrote)
{
    private const string Break = "\n\n";

    private string _told = "";

    /// <summary>The reply as far as it is written.</summary>
    public Task Tell(string text) => _told.StartsWith(text, StringComparison.Ordinal) ? Task.CompletedTask : Add(text);

    /// <summary>The reply as it ended.</summary>
    public Task End(string reply) => reply.Length == 0 || reply == _told ? Task.CompletedTask : Add(reply);

    private Task Add(string text)
    {
        string more = text.StartsWith(_told, StringComparison.Ordinal) ? text[_told.Length..] : Break + text;
        _told = text;
        return wrote(more);
    }
}
