using System.Threading.Channels;
using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>The events of one run as they come; disposing ends it.</summary>
internal sealed class RunStream(ChannelReader<TenantEvent> events, Action close) : IDisposable
{
    /// <summary>The next event; null when none comes in time.</summary>
    public async Task<TenantEvent?> Next(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        if (events.TryRead(out TenantEvent? ready))
        {
            return ready;
        }

        try
        {
            await events.WaitToReadAsync(cancellationToken).AsTask().WaitAsync(patience, time, cancellationToken);
            return events.TryRead(out ready) ? ready : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public void Dispose() => close();
}
