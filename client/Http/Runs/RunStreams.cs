using System.Collections.Concurrent;
using System.Threading.Channels;
using Moltbot.Gateway.Events;
using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>Hands the events of single runs to the HTTP requests that stream them.</summary>
internal sealed class RunStreams : ITenantEventListener
{
    /// <summary>Events that may wait for a slow reader. Each tells the whole text so far, so the oldest can go.</summary>
    private const int Room = 64;

    private readonly ConcurrentDictionary<(string Tenant, string RunId), Channel<TenantEvent>> _open = new();

    public void OnEvent(string tenant, TenantEvent tenantEvent)
    {
        if (_open.IsEmpty)
        {
            return;
        }

        string? runId = tenantEvent switch
        {
            AgentAssistantEvent wrote => wrote.RunId,
            RunCompletedEvent completed => completed.Run.RunId,
            _ => null,
        };
        if (runId is not null && _open.TryGetValue((tenant, runId), out Channel<TenantEvent>? channel))
        {
            channel.Writer.TryWrite(tenantEvent);
        }
    }

    /// <summary>Begins to listen to a run that is about to be started.</summary>
    public RunStream Open(string tenant, string runId)
    {
        var channel = Channel.CreateBounded<TenantEvent>(
            new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _open[(tenant, runId)] = channel;
        return new RunStream(channel.Reader, () => _open.TryRemove((tenant, runId), out _));
    }
}
