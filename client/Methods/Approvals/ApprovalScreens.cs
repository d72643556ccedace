using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Hosting;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Policy.Scopes;

namespace Moltbot.Gateway.Methods.Approvals;

/// <summary>
/// Tells the queue when somebody here who may answer is shown a request, and shows what waits already to those who come later. A
/// connection that asks is nobody who answers.
/// </summary>
internal sealed partial class ApprovalScreens(
    OpenConnections connections, IGrainFactory grains, GatewayOptions options, ILogger<ApprovalScreens> logger) : ITenantEventListener
{
    private readonly ConcurrentDictionary<(string Tenant, string Id), string> _asking = new();

    /// <summary>Remembers who asks, until disposed.</summary>
    public IDisposable Asking(string tenant, string id, string connectionId)
    {
        _asking[(tenant, id)] = connectionId;
        return new Asker(_asking, (tenant, id));
    }

    public void OnEvent(string tenant, TenantEvent tenantEvent)
    {
        if (tenantEvent is ExecApprovalRequestedEvent { Approval.Id: var id } && IsAnybodyHere(tenant, id))
        {
            _ = Try(() => Shown(tenant, id));
        }
    }

    /// <summary>Shows what waits to a client that has just connected. Command lines come and go, and are shown what happens meanwhile.</summary>
    public void Greet(Connection connection)
    {
        if (connection.Client is { IsTracked: true } client && MayAnswer(client.Identity))
        {
            _ = Try(() => ShowWaiting(connection, client.Identity.Tenant));
        }
    }

    private static bool MayAnswer(ConnectionIdentity identity) =>
        EventAudience.MayReceive(GatewayEvents.ExecApprovalRequested, identity.Role, identity.Scopes, nodeSubscribed: false);

    private bool IsAnybodyHere(string tenant, string id)
    {
        string? asker = _asking.GetValueOrDefault((tenant, id));
        bool isHere = false;
        connections.Each(connection => isHere |= connection is { IsLive: true, Client.Identity: var identity }
            && identity.Tenant == tenant && connection.Id != asker && MayAnswer(identity));
        return isHere;
    }

    private async Task ShowWaiting(Connection connection, string tenant)
    {
        foreach (string id in await Queue(tenant).List())
        {
            ApprovalView? view = await grains.GetGrain<IApprovalGrain>(GrainKey.ForBucket(tenant, id).ToString()).Show();
            if (view is { Status: ApprovalStatus.Open } && connection.IsLive)
            {
                connection.Tell(EventEncoder.Of(view), isNumbered: true);
                await Queue(tenant).Shown(id);
            }
        }
    }

    private Task Shown(string tenant, string id) => Queue(tenant).Shown(id);

    private IApprovalQueueGrain Queue(string tenant)
    {
        CallerContext.Use(CallerClaim.ForGateway(tenant, options.GatewayId));
        return grains.GetGrain<IApprovalQueueGrain>(tenant);
    }

    /// <summary>Off the caller's lock and claim; what fails costs a false alarm at most.</summary>
    private async Task Try(Func<Task> act)
    {
        await Task.Yield();
        try
        {
            await act();
        }
        catch (Exception error)
        {
            LogNotTold(error.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be told that an approval was shown to somebody ({Error})")]
    private partial void LogNotTold(string error);

    private sealed class Asker(ConcurrentDictionary<(string Tenant, string Id), string> asking, (string Tenant, string Id) key) : IDisposable
    {
        public void Dispose() => asking.TryRemove(key, out _);
    }
}
