using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Channels;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Presence;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Status;
using Line = Moltbot.Protocol.Methods.Status.PresenceEntry;

namespace Moltbot.Gateway.Methods.Status;

/// <summary>How the gateway and its clients are (protocol §5.1).</summary>
internal sealed class StatusMethodsModule(TenantViews views, ChannelReports channels, TimeProvider time) : IMethodModule
{
    public void Register(MethodTableBuilder methods) => methods
        .ServeJson(StatusMethods.Health, Health)
        .Serve(StatusMethods.Status, Status)
        .Serve(StatusMethods.SystemPresence, SystemPresence)
        .Serve(StatusMethods.SystemEvent, SystemEvent)
        .Serve(StatusMethods.LastHeartbeat, LastHeartbeat)
        .Serve(StatusMethods.SetHeartbeats, SetHeartbeats);

    private async ValueTask<GatewayResult<ReadOnlyMemory<byte>>> Health(MethodCall call, HealthParams parameters) =>
        (ReadOnlyMemory<byte>)await views.Get(call.Tenant).Health.Get(parameters.Probe);

    private async ValueTask<GatewayResult<StatusSummary>> Status(MethodCall call) =>
        await StatusBuilder.Build(call, await views.Configuration(call.Tenant), channels, time);

    private async ValueTask<GatewayResult<IReadOnlyList<Line>>> SystemPresence(MethodCall call)
    {
        PresenceSnapshot snapshot = await call.Grain<IPresenceGrain>().List();
        return GatewayResult.Of(views.Get(call.Tenant).Presence.ToWire(snapshot));
    }

    /// <summary>The last one of all agents that have some; no grain is asked where none has.</summary>
    private async ValueTask<GatewayResult<RawJson>> LastHeartbeat(MethodCall call)
    {
        HeartbeatPlan[] plans = [.. HeartbeatPlan.All(await views.Configuration(call.Tenant))];
        if (plans.Length == 0)
        {
            return RawJson.Null;
        }

        HeartbeatReport?[] known = await Task.WhenAll(plans.Select(plan => call.Grain<IHeartbeatGrain>(GrainKey.ForAgent(call.Tenant, plan.AgentId)).Last()));
        return known.OfType<HeartbeatReport>().MaxBy(static report => report.At) is { } last
            ? HeartbeatPayloads.Json(last)
            : RawJson.Null;
    }

    private static async ValueTask<GatewayResult<HeartbeatsSwitch>> SetHeartbeats(MethodCall call, HeartbeatsSwitchParams wanted)
    {
        await call.Grain<ITenantGrain>().SwitchHeartbeats(wanted.Enabled);
        return new HeartbeatsSwitch { Ok = true, Enabled = wanted.Enabled };
    }

    private async ValueTask<GatewayResult<OkResult>> SystemEvent(MethodCall call, SystemEventParams parameters)
    {
        bool isNodeLine = parameters.Text.StartsWith("Node:", StringComparison.Ordinal);
        string? change = await views.AfterEvent<PresenceChangedEvent, string?>(
            call.Tenant,
            static _ => true,
            () => call.Grain<IPresenceGrain>().Update(EntryOf(call, parameters), isNodeLine),
            static _ => true);
        string? line = isNodeLine ? change : parameters.Text;
        if (line is not null)
        {
            ConfigDocument document = await views.Configuration(call.Tenant);
            string key = document.Session.IsGlobal
                ? SessionKeys.Global
                : SessionKeys.Main(document.Agents.DefaultAgentId, document.Session.MainKey);
            await call.Grain<ISessionGrain>(GrainKey.ForSession(call.Tenant, key)).AddSystemEvent(key, line);
        }

        return new OkResult { Ok = true };
    }

    private GrainInterfaces.Presence.PresenceEntry EntryOf(MethodCall call, SystemEventParams parameters) => new()
    {
        Key = parameters.DeviceId ?? parameters.InstanceId ?? parameters.Host ?? parameters.Ip ?? call.Caller.ConnectionId,
        Host = parameters.Host,
        Ip = parameters.Ip,
        Version = parameters.Version,
        Platform = parameters.Platform,
        DeviceFamily = parameters.DeviceFamily,
        ModelIdentifier = parameters.ModelIdentifier,
        // A client may not pass itself off as the gateway.
        Mode = parameters.Mode == "gateway" ? "client" : parameters.Mode,
        LastInputSeconds = (int?)parameters.LastInputSeconds,
        Reason = parameters.Reason,
        Tags = parameters.Tags,
        Text = parameters.Text,
        Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
        DeviceId = parameters.DeviceId,
        Roles = parameters.Roles,
        Scopes = parameters.Scopes,
        InstanceId = parameters.InstanceId,
    };
}
