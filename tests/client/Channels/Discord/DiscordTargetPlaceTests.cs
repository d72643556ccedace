using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.TestSupport.Discord;

namespace Moltbot.Gateway.Tests.Channels.Discord;

/// <summary>A channel that a client names by its number is looked up before it is decided who may write there.</summary>
public sealed class DiscordTargetPlaceTests : IAsyncLifetime
{
    private DiscordRig rig = null!;
    private DiscordPlatform platform = null!;

    public async ValueTask InitializeAsync()
    {
        rig = await DiscordRig.StartAsync();
        rig.Configure();
        platform = new DiscordPlatform(rig.PlatformOptions, rig.Time);
    }

    public async ValueTask DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task A_channel_is_in_its_guild_and_a_thread_in_its_channel_too()
    {
        var guild = rig.Bot.Guild("Friends");
        var general = guild.Channel("general");
        var thread = guild.Thread(general, "lunch", rig.Bot.Person("ann").Id);

        (await Locate(general.Id)).Value.ShouldBe(Target(general.Id) with { SpaceId = guild.Id });
        (await Locate(thread.Id)).Value.ShouldBe(Target(thread.Id) with { SpaceId = guild.Id, ParentChatId = general.Id });
    }

    [Fact]
    public async Task The_number_of_a_direct_chat_means_the_person_there()
    {
        var ann = rig.Bot.Person("ann");

        (await Locate(ann.Direct.Id)).Value.ShouldBe(Target(ann.Direct.Id) with { ChatKind = ChatKind.Direct, PersonId = ann.Id });
    }

    [Fact]
    public async Task Discord_is_asked_once_of_a_channel_and_never_of_a_person()
    {
        var general = rig.Bot.Guild("Friends").Channel("general");
        await Locate(general.Id);
        await Locate(general.Id);
        var person = Target("user:7") with { ChatKind = ChatKind.Direct };

        (await Locate(person)).Value.ShouldBeSameAs(person);
        rig.Bot.Calls.Count(static call => call.Method == "getChannel").ShouldBe(1);
    }

    [Theory]
    [InlineData("99")]
    [InlineData("../users/@me")]
    [InlineData("")]
    public async Task What_the_bot_is_not_shown_is_nowhere(string id) => (await Locate(id)).Error!.Kind.ShouldBe(ApiErrorKind.Refused);

    [Fact]
    public async Task A_thread_of_no_channel_is_nowhere()
    {
        var guild = rig.Bot.Guild("Friends");
        var orphan = guild.Thread(new SimulatedDiscordChannel(null!, 0, guild.Id, null), "lost", rig.Bot.Id);

        (await Locate(orphan.Id)).Error!.Kind.ShouldBe(ApiErrorKind.Refused);
    }

    [Fact]
    public async Task While_discord_cannot_be_asked_nobody_guesses_and_nothing_is_remembered_of_it()
    {
        var general = rig.Bot.Guild("Friends").Channel("general");
        rig.Discord.IsUp = false;
        (await Locate(general.Id)).Error!.Kind.ShouldBe(ApiErrorKind.Unknown);

        rig.Discord.IsUp = true;
        (await Locate(general.Id)).Ok.ShouldBeTrue();
    }

    private static ReplyTarget Target(string id) => new() { Channel = "discord", Account = "default", ChatId = id, ChatKind = ChatKind.Channel };

    private Task<ApiResult<ReplyTarget>> Locate(string id) => Locate(Target(id));

    private Task<ApiResult<ReplyTarget>> Locate(ReplyTarget target) =>
        platform.Locate(TenantId.Default, rig.Configurations.Tenants[TenantId.Default]!, target, TestContext.Current.CancellationToken);
}
