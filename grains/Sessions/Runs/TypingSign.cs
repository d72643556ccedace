namespace Moltbot.Grains.Sessions.Runs;

/// <summary>The typing sign in the chat of a run: its <c>typingMode</c> says when it starts, and it ends with the run.</summary>
/// <param name="mode"><c>instant</c>, <c>thinking</c>, <c>message</c> or <c>never</c>.</param>
/// <param name="show">Shows or ends the sign.</param>
internal sealed class TypingSign(string mode, Func<bool, Task> show)
{
    private bool _isShown;

    /// <summary>The run begins.</summary>
    public Task Began() => mode == "instant" ? Show() : Task.CompletedTask;

    /// <summary>The model thinks.</summary>
    public Task Thought() => mode == "thinking" ? Show() : Task.CompletedTask;

    /// <summary>The model writes something that will be said.</summary>
    public Task Wrote() => mode is "thinking" or "message" ? Show() : Task.CompletedTask;

    /// <summary>The run ended.</summary>
    public Task Ended() => _isShown ? show(false) : Task.CompletedTask;

    private Task Show()
    {
        if (_isShown)
        {
            return Task.CompletedTask;
        }

        _isShown = true;
        return show(true);
    }
}
