using Moltbot.Policy.Tools.Mcp;

namespace Moltbot.Grains.Agents.Tools.Mcp;

/// <summary>What one server said to one agent, and when it is asked again.</summary>
/// <param name="server">The server.</param>
/// <param name="key">All that its configuration says of it.</param>
internal sealed class McpAnswers(McpServer server, string key)
{
    /// <summary>After so many questions without an answer what it said before counts no more. Arbitrary.</summary>
    private const int MostFailures = 3;

    private readonly Lock _gate = new();
    private Task _asking = Task.CompletedTask;
    private long _since;
    private TimeSpan? _life;
    private int _failures;

    public McpServer Server => server;

    public string Key => key;

    /// <summary>What it has, as it said last; null where it did not, or not as it should.</summary>
    public IReadOnlyList<McpTool>? Tools { get; private set; }

    /// <summary>Asks it, where what it said is too old. What comes takes the place of what was known.</summary>
    /// <param name="ask">Asks; what it has, or null. Never fails.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Ends with its first answer, and how long that has been waited for.</returns>
    public (Task Answer, TimeSpan Waited) Refresh(Func<McpServer, Task<IReadOnlyList<McpTool>?>> ask, TimeProvider time)
    {
        lock (_gate)
        {
            if (_asking.IsCompleted && (_life is not { } life || time.GetElapsedTime(_since) >= life))
            {
                _since = time.GetTimestamp();
                _asking = Ask(ask, time);
            }

            // While it is asked again, what it said before counts; and one that said nothing is not waited for twice.
            return (_life is null ? _asking : Task.CompletedTask, time.GetElapsedTime(_since));
        }
    }

    private async Task Ask(Func<McpServer, Task<IReadOnlyList<McpTool>?>> ask, TimeProvider time)
    {
        IReadOnlyList<McpTool>? tools = await ask(server);
        lock (_gate)
        {
            _failures = tools is null ? _failures + 1 : 0;

            // A runner that comes again, or has much to do, takes nothing away; a server that is gone is gone.
            Tools = tools ?? (_failures < MostFailures ? Tools : null);
            (_since, _life) = (time.GetTimestamp(), tools is null ? McpCatalog.Rest : McpCatalog.Life);
        }
    }
}
