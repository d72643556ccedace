using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Discord;
using Moltbot.Gateway.Channels.Telegram;
using Moltbot.Gateway.Channels.Telegram.Webhooks;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Approvals;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Policy.Configuration.Views;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.Grains.Tests.Channels.Conformance;

/// <summary>A simulated platform and a simulated model, and between them a connector, the real grains and their stores.</summary>
internal sealed class ConversationRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SessionHost _silo = null!;
    private ChannelSupervisor _gateway = null!;
    private Forwarder _observer = null!;
    private int _starts;
    private int _connections;

    private ConversationRig(IPlatformWorld world, SimulatedModelProvider model) => (World, Model, Section) = (world, model, world.Section());

    public IPlatformWorld World { get; }

    public SimulatedModelProvider Model { get; }

    /// <summary>The channel's section of the next start.</summary>
    public JsonObject Section { get; set; }

    /// <summary>Further sections of the configuration; empty for none.</summary>
    public string More { get; set; } = "";

    /// <summary>Whether the model is said to take pictures.</summary>
    public bool Sees { get; set; }

    public string Account => GrainKey.ForAccount(SessionHost.Tenant, World.Channel, "default").ToString();

    public static async Task<ConversationRig> StartAsync(Func<TimeProvider, Task<IPlatformWorld>> world)
    {
        var rig = new ConversationRig(await world(TimeProvider.System), await SimulatedModelProvider.StartAsync());
        return rig;
    }

    /// <summary>Starts the silo and a gateway, which is connected when this returns: not every platform keeps what was written before.</summary>
    public async Task Start(bool gateway = true)
    {
        string channels = "channels: " + new JsonObject { [World.Channel] = Section.DeepClone() }.ToJsonString() + (More.Length == 0 ? "" : ", " + More);
        string config = SessionHost.ConfigFor(Model, channels);
        _silo = await SessionHost.Start(
            _folder.Path, Model, config: Sees ? config.Replace("input: [\"text\"]", "input: [\"text\", \"image\"]", StringComparison.Ordinal) : config);
        await StartGateway(gateway);
    }

    /// <summary>Ends the gateway and starts another, which takes over.</summary>
    public async Task StartAnotherGateway()
    {
        await _gateway.DisposeAsync();
        await StartGateway(isConnected: true);
    }

    private async Task StartGateway(bool isConnected)
    {
        TimeProvider time = TimeProvider.System;
        var options = new ChannelPlatformOptions { Environment = static _ => null };
        _gateway = new ChannelSupervisor(
            [new TelegramPlatform(options, new WebhookRoutes(), time), new DiscordPlatform(options, time)],
            new Configurations(_silo.Configurations),
            new ChannelAccounts(_silo.Grains, $"g{++_starts}"),
            time,
            NullLoggerFactory.Instance);
        _observer = new Forwarder(_gateway);
        CallerContext.Use(CallerClaim.ForGateway(SessionHost.Tenant, "g1"));
        await _silo.Grains.GetGrain<ITenantEventsGrain>(SessionHost.Tenant)
            .Subscribe("g1", _silo.Grains.CreateObjectReference<IGatewayObserver>(_observer));
        if (isConnected)
        {
            await _gateway.Refresh(SessionHost.Tenant, TestContext.Current.CancellationToken);
            await World.WhenConnected(++_connections);
        }
    }

    public async Task Stop()
    {
        await _gateway.DisposeAsync();
        await _silo.DisposeAsync();
    }

    /// <summary>A grain, called as an operator.</summary>
    public T Operator<T>(string key)
        where T : IGrainWithStringKey
    {
        CallerContext.Use(new CallerClaim
        {
            Tenant = SessionHost.Tenant, Principal = "token:test", Role = CallerRole.Operator, Scopes = [Scope.Admin],
        });
        return _silo.Grains.GetGrain<T>(key);
    }

    /// <summary>Has an agent ask for a run.</summary>
    public async Task AskApproval(string id)
    {
        CallerContext.Use(CallerClaim.ForGrain(SessionHost.Tenant));
        ApprovalOpening opening = await _silo.Grains.GetGrain<IApprovalGrain>(ApprovalKey(id)).Ask(id, new ApprovalAsk { Call = Asking.Call() });
        opening.Refusal.ShouldBeNull();
    }

    /// <summary>How that stands.</summary>
    public async Task<ApprovalView> Approval(string id) => (await Operator<IApprovalGrain>(ApprovalKey(id)).Show())!;

    /// <summary>The codes that strangers were given.</summary>
    public async Task<IReadOnlyList<PairingRequest>> Waiting() => (await Operator<IPairingGrain>(Account).List()).Pending;

    public Task<SendReceipt> Send(string id, string chat, string text) => Operator<IChannelAccountGrain>(Account).Send(new OutboundMessage
    {
        Id = id, Text = text, Target = new ReplyTarget { Channel = World.Channel, Account = "default", ChatId = chat },
    });

    /// <summary>What the model was asked last.</summary>
    public string Asked => Model.Requests[^1].Body.ToString();

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await Model.DisposeAsync();
        await World.DisposeAsync();
        _folder.Dispose();
    }

    private static string ApprovalKey(string id) => GrainKey.ForBucket(SessionHost.Tenant, id).ToString();

    private sealed class Configurations(FixedConfigurations fixedOnes) : IChannelConfigurations
    {
        public async Task<ChannelsConfig?> Read(string tenant, CancellationToken cancellation) =>
            (await fixedOnes.Get(tenant)).Document.Channels;
    }

    private sealed class Forwarder(ChannelSupervisor gateway) : IGatewayObserver
    {
        public Task OnEvent(string tenant, long sequence, TenantEvent tenantEvent)
        {
            gateway.OnEvent(tenant, tenantEvent);
            return Task.CompletedTask;
        }
    }
}
