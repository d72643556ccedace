using System.Text.Json.Nodes;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Discord;
using Moltbot.Gateway.Tests.Channels.Discord.Api;
using Moltbot.Gateway.Tests.Channels.Support;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Policy.Configuration;
using Moltbot.TestSupport.Discord;

namespace Moltbot.Gateway.Tests.Channels.Discord;

/// <summary>A simulated Discord, an account in memory, and a gateway between them.</summary>
internal sealed class DiscordRig : GatewaysRig
{
    private DiscordRig()
    {
    }

    public static ChannelWorkEvent Work => new() { Channel = "discord", Account = "default" };

    public SimulatedDiscord Discord { get; private set; } = null!;

    public SimulatedDiscordBot Bot { get; private set; } = null!;

    public ChannelPlatformOptions PlatformOptions => Options;

    protected override string Channel => "discord";

    public static async Task<DiscordRig> StartAsync()
    {
        var rig = new DiscordRig();
        rig.Discord = await SimulatedDiscord.StartAsync(rig.Time);
        rig.Bot = rig.Discord.AddBot(DiscordApiFixture.TokenText, "molty");
        rig.Bot.HeartbeatInterval = TimeSpan.FromSeconds(10);
        return rig;
    }

    /// <summary>A connected gateway with an account that has these settings beside its token.</summary>
    public async Task<ChannelSupervisor> Connect(string more = "{}")
    {
        Configure(more);
        var before = Bot.Connected;
        var gateway = await StartGateway("g1", new DiscordPlatform(Options, Time));
        await AdvanceUntil(Bot.WhenConnected(before + 1), TimeSpan.FromMilliseconds(250));
        return gateway;
    }

    /// <summary>An account with these settings beside its token, and no gateway that connects it.</summary>
    public void Configure(string more = "{}")
    {
        var section = (JsonObject)JsonNode.Parse(more)!;
        section["token"] = DiscordApiFixture.TokenText;
        section["apiRoot"] = Discord.ApiRoot.AbsoluteUri;
        Configurations.Tenants[TenantId.Default] =
            ConfigDocument.Restore(new JsonObject { ["channels"] = new JsonObject { ["discord"] = section } }.ToJsonString(), "", 1).Channels;
    }

    public Task Confirmed(long update) => AdvanceUntil(Bot.WhenConfirmed(update), TimeSpan.FromMilliseconds(250));

    /// <summary>Completes when an interaction was answered and confirmed. Discord waits 3 s for the answer, so time stands still until it comes.</summary>
    public async Task Answered(long update)
    {
        await Bot.WhenCalled("answerInteraction");
        await Confirmed(update);
    }

    public Task Reported(int count) =>
        AdvanceUntil(Grain.When(grain => grain.Reports.Count >= count, $"{count} reports"), TimeSpan.FromMilliseconds(250));

    /// <inheritdoc/>
    public override Task AdvanceUntil(Task done, TimeSpan step) => Time.AdvanceUntil(done, step, () => Time.CountArmedFor(CallTimeout) <= Bot.Held);

    protected override ValueTask DisposePlatform() => Discord.DisposeAsync();
}
