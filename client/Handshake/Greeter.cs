using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Events;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Methods.Approvals;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Presence;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Nodes;
using Moltbot.Policy.Scopes;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Gateway.Handshake;

/// <summary>Puts together <c>hello-ok</c> (protocol §2.6) and sends what follows it.</summary>
internal sealed class Greeter(GatewayOptions options, ApprovalScreens approvals, TimeProvider time)
{
    private static readonly HelloFeatures Features = new() { Methods = GatewayMethods.Advertised, Events = GatewayEvents.Advertised };

    private static readonly HelloPolicy Limits = new()
    {
        MaxPayload = ProtocolLimits.MaxPayloadBytes,
        MaxBufferedBytes = ProtocolLimits.MaxBufferedBytes,
        TickIntervalMs = ProtocolLimits.TickIntervalMs,
    };

    private static readonly EncodedEvent WakeWords = EncodedEvent.Create(
        EventNames.VoicewakeChanged,
        new VoiceWakeChanged { Triggers = ["openclaw", "claude", "computer"] },
        EventsJson.Default.VoiceWakeChanged);

    private readonly long _startedAt = time.GetTimestamp();

    public async Task<HelloOk> Hello(Connection connection, AdmittedClient client, ConnectParams connect)
    {
        ConfigDocument configuration = await client.View.Configuration();
        if (client.Identity.Role == GatewayRoles.Node)
        {
            client.Node = NodeDescriptions.Of(client, connect, configuration.Gateway.Nodes);
            await client.View.Announce(connection, client, client.Node);
        }

        PresenceSnapshot presence = await client.View.Presence.Enter(client);
        bool reads = EventRules.MayRead(client.Identity);
        return new HelloOk
        {
            Protocol = ProtocolLimits.Version,
            Server = new HelloServer { Version = options.Version, Commit = options.Commit, Host = options.HostName, ConnId = connection.Id },
            Features = Features,
            Snapshot = new HelloSnapshot
            {
                Presence = reads ? client.View.Presence.ToWire(presence) : [],
                Health = reads && await client.View.Health.LastOrFirst() is { } health ? new RawJson(health) : RawJson.EmptyObject,
                StateVersion = new StateVersion(presence.Version, client.View.Health.Version),
                UptimeMs = (long)time.GetElapsedTime(_startedAt).TotalMilliseconds,
                ConfigPath = options.ConfigPath,
                StateDir = options.StateDirectory,
                SessionDefaults = DefaultsOf(configuration),
            },
            Auth = client.Token,
            Policy = Limits,
        };
    }

    /// <summary>The events that come first.</summary>
    public void AfterHello(Connection connection, AdmittedClient client)
    {
        if (client.Identity.Role == GatewayRoles.Node)
        {
            connection.Send(WakeWords, isNumbered: false, isDroppable: true);
        }

        client.View.Health.Greet(connection);
        approvals.Greet(connection);
    }

    private static HelloSessionDefaults DefaultsOf(ConfigDocument configuration)
    {
        string agent = configuration.Agents.DefaultAgentId;
        return new HelloSessionDefaults
        {
            DefaultAgentId = agent,
            MainKey = SessionKeys.MainKeyOf(configuration.Session.MainKey),
            MainSessionKey = configuration.Session.IsGlobal ? SessionKeys.Global : SessionKeys.Main(agent, configuration.Session.MainKey),
            Scope = configuration.Session.Scope,
        };
    }
}
