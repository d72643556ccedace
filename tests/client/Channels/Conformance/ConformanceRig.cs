using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Discord;
using Moltbot.Gateway.Channels.Telegram;
using Moltbot.Gateway.Channels.Telegram.Inbound;
using Moltbot.Gateway.Channels.Telegram.Webhooks;
using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Policy.Configuration;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.Gateway.Tests.Channels.Conformance;

/// <summary>A simulated platform, in-memory accounts and any number of gateways between them.</summary>
internal sealed class ConformanceRig : GatewaysRig
{
    private ConformanceRig(Func<ConformanceRig, Task<IPlatformWorld>> start) => Starting = start(this);

    public IPlatformWorld World { get; private set; } = null!;

    public ChannelWorkEvent Work => new() { Channel = World.Channel, Account = "default" };

    protected override string Channel => World.Channel;

    private Task<IPlatformWorld> Starting { get; }

    public static async Task<ConformanceRig> StartAsync(Func<TimeProvider, Task<IPlatformWorld>> start)
    {
        var rig = new ConformanceRig(rig => start(rig.Time));
        rig.World = await rig.Starting;
        rig.Configure(TenantId.Default);
        return rig;
    }

    /// <summary>Gives a tenant an account with the world's bot, or with another token.</summary>
    public void Configure(string tenant, string? token = null)
    {
        var document = new System.Text.Json.Nodes.JsonObject { ["channels"] = new System.Text.Json.Nodes.JsonObject { [World.Channel] = World.Section(token) } };
        Configurations.Tenants[tenant] = ConfigDocument.Restore(document.ToJsonString(), "", 1).Channels;
    }

    /// <summary>A gateway that has read the configuration of all tenants.</summary>
    public Task<ChannelSupervisor> StartGateway(string id = "g1") => StartGateway(id, Platform());

    /// <inheritdoc/>
    public override Task AdvanceUntil(Task done, TimeSpan step) => Time.AdvanceUntil(
        done, step, () => Time.CountArmedFor(CallTimeout) + Time.CountArmedFor(CallTimeout + UpdatePoller.Wait) <= World.Held);

    public IChannelPlatform Platform() => World.Channel switch
    {
        "telegram" => new TelegramPlatform(Options, new WebhookRoutes(), Time),
        "discord" => new DiscordPlatform(Options, Time),
        _ => throw new NotSupportedException(World.Channel),
    };

    protected override ValueTask DisposePlatform() => World.DisposeAsync();
}
