using Moltbot.Gateway.Channels.Api;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels;

/// <summary>Reports how the connection stands whenever that changes. Safe for concurrent use.</summary>
/// <param name="mode">How updates come.</param>
/// <param name="report">Takes the reports.</param>
internal sealed class ConnectionStatus(string mode, Func<ConnectionReport, Task> report)
{
    private readonly Lock gate = new();
    private ConnectionReport last = new() { Running = true, Mode = mode };

    public Task Started() => report(last);

    public Task Identified(string botId, string? botUsername) => Change(known => known with { BotId = botId, BotUsername = botUsername });

    /// <param name="cursor">Where the platform's stream stands; null when it has none.</param>
    public Task Connected(string? cursor = null) =>
        Change(known => known with { Connected = true, LastError = null, ReconnectAttempts = 0, Cursor = cursor });

    /// <summary>Says where the platform's stream stands.</summary>
    public Task Positioned(string cursor) => Change(known => known with { Cursor = cursor });

    public ValueTask Failed(int attempt, ApiError error) => Failed(attempt, error.ToString());

    public async ValueTask Failed(int attempt, string problem) =>
        await Change(known => known with { Connected = false, LastError = problem, ReconnectAttempts = attempt });

    /// <param name="attempt">Which attempt failed.</param>
    /// <param name="why">In words without secrets.</param>
    public async ValueTask CannotStore(int attempt, string why) => await Change(known => known with
    {
        LastError = $"a received update could not be stored (attempt {attempt}: {why}); it is not confirmed to the platform and tried again",
    });

    /// <summary>What could not be stored is dealt with.</summary>
    public Task Recovered() => Change(known => known.Connected ? known with { LastError = null } : known);

    private Task Change(Func<ConnectionReport, ConnectionReport> change)
    {
        ConnectionReport now;
        lock (gate)
        {
            now = change(last);
            if (now == last)
            {
                return Task.CompletedTask;
            }

            // The next report must not tell the place of this one.
            last = now with { Cursor = null };
        }

        return report(now);
    }
}
