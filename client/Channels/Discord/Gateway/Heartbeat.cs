namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>Shows the gateway that we are there, and notices when it is not: a beat that was not answered before the next ends the connection.</summary>
/// <param name="beat">Sends a beat.</param>
/// <param name="interval">The gateway's.</param>
/// <param name="jitter">The share of the interval to wait before the first, 0 to 1: after an outage all clients come at once.</param>
/// <param name="time">The clock.</param>
internal sealed class Heartbeat(Func<CancellationToken, Task> beat, TimeSpan interval, double jitter, TimeProvider time)
{
    private volatile bool unanswered;

    /// <summary>The gateway answered.</summary>
    public void Answered() => unanswered = false;

    /// <summary>Beats until the gateway does not answer.</summary>
    public async Task Run(CancellationToken stop)
    {
        await Task.Delay(interval * jitter, time, stop);
        while (!unanswered)
        {
            unanswered = true;
            await beat(stop);
            await Task.Delay(interval, time, stop);
        }
    }
}
