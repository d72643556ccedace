using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Discord;

/// <summary>Discord, with its gateway.</summary>
public sealed class DiscordWorld : IPlatformWorld
{
    private readonly SimulatedDiscord discord;
    private readonly SimulatedDiscordBot bot;
    private readonly ConcurrentDictionary<long, (string Type, JsonObject Data, bool IsGuild)> published = new();

    private DiscordWorld(SimulatedDiscord discord, TimeSpan heartbeat)
    {
        this.discord = discord;
        bot = discord.AddBot(Token, BotName);
        bot.HeartbeatInterval = heartbeat;
    }

    public string Channel => "discord";

    public string BotName => "molty";

    public string Canary => "s3cret-Canary_98765432100";

    public string Token => "MTIzNDU2.Gabcde." + Canary;

    /// <summary>The bot, for what only Discord has.</summary>
    public SimulatedDiscordBot Bot => bot;

    public PlatformFiles Files => discord.Files;

    public int Held => bot.Held;

    public TimeSpan Patience
    {
        set => bot.Patience = value;
    }

    public IReadOnlyList<PlatformMessage> Sent => [.. bot.Sent.Select(message => new PlatformMessage(message.Id, message.ChannelId, message.Content, message.ReplyTo, message.Picture))];

    public IReadOnlyList<(string MessageId, string Emoji)> Reactions => bot.Reactions;

    public IReadOnlyList<string> Tried =>
        [.. bot.Calls.Where(call => call.Method == "createMessage").Select(call => call.Body["content"]?.GetValue<string>() ?? "")];

    // A clock that a test moves runs ahead of what the network has to do meanwhile.
    public static async Task<IPlatformWorld> StartAsync(TimeProvider time) =>
        new DiscordWorld(await SimulatedDiscord.StartAsync(time), time == TimeProvider.System ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10));

    public JsonObject Section(string? token = null) => new() { ["token"] = token ?? Token, ["apiRoot"] = discord.ApiRoot.AbsoluteUri, ["replyToMode"] = "first" };

    public void AllowDirect(JsonObject section, params IReadOnlyList<string> entries) =>
        section["dm"] = new JsonObject { ["allowFrom"] = new JsonArray([.. entries.Select(entry => (JsonNode)entry)]) };

    public void AllowGroup(JsonObject section, IPlatformGroup group, string entry)
    {
        var place = ((Place)group).Channel;
        section["guilds"] = new JsonObject
        {
            [place.GuildId!] = new JsonObject { ["users"] = new JsonArray(entry), ["channels"] = new JsonObject { [place.Id] = new JsonObject() } },
        };
    }

    public IPlatformPerson Person(string name, bool isBot = false) => new Somebody(this, bot.Person(name.ToLowerInvariant(), isBot: isBot));

    public IPlatformGroup Group(string title) => new Place(bot.Guild(title).Channel("general"));

    public Task WhenSent(int count) => bot.WhenSent(count);

    public Task WhenConnected(int count) => bot.WhenConnected(count);

    public bool IsConfirmed(long update) => bot.IsConfirmed(update);

    public Task WhenConfirmed(long update) => bot.WhenConfirmed(update);

    public Task WhenTyped(int count) => bot.WhenCalled("typing", count);

    public void BreakReceiving() => bot.Drop();

    public void GoDown()
    {
        discord.IsUp = false;
        bot.Drop();
    }

    public void ComeUp() => discord.IsUp = true;

    public void FailSending(params IReadOnlyList<PlatformFault> faults) => Fail("createMessage", faults);

    public void FailIdentifying(params IReadOnlyList<PlatformFault> faults) => Fail("getMe", faults);

    public long PublishGarbage() => bot.Publish(0, "A_KIND_OF_2030", new JsonObject { ["x"] = new JsonArray(1) });

    public void Repeat(long update)
    {
        var (type, data, isGuild) = published[update];
        bot.PublishMessage(type, (JsonObject)data.DeepClone(), isGuild);
    }

    public ValueTask DisposeAsync() => discord.DisposeAsync();

    private void Fail(string method, IReadOnlyList<PlatformFault> faults)
    {
        foreach (var fault in faults)
        {
            bot.Script(method, fault switch
            {
                PlatformFault.BreaksAfterwards => SimulatedAnswer.AcceptThenBreak(),
                PlatformFault.HangsAfterwards => SimulatedAnswer.AcceptThenHang(),
                PlatformFault.ServerError => SimulatedAnswer.Raw(502, $"could not pass on Bot {Token}"),
                PlatformFault.Garbage => SimulatedAnswer.Raw(200, "%%%"),
                PlatformFault.RateLimited => DiscordAnswers.TooManyRequests(3),
                PlatformFault.Refused => DiscordAnswers.Failure(400, 50006, $"no such thing for Bot {Token}"),
                _ => DiscordAnswers.Failure(401, 0, $"401: Unauthorized {Token}"),
            });
        }
    }

    private sealed record Place(SimulatedDiscordChannel Channel) : IPlatformGroup
    {
        public string ChatId => Channel.Id;
    }

    private sealed class Somebody(DiscordWorld world, SimulatedDiscordUser person) : IPlatformPerson
    {
        public string Id => person.Id;

        public string Name => person.Username;

        public string ChatId => person.Direct.Id;

        public string LastMessageId => person.LastMessageId;

        public long Says(string text, IPlatformGroup? group = null, bool mention = false, PlatformMessage? replyTo = null)
        {
            var message = person.Message(
                mention ? $"<@{world.bot.Id}> {text}" : text, Channel(group),
                replyTo is null ? null : world.bot.Sent.Single(sent => sent.Id == replyTo.Id));
            var isGuild = group is not null;
            var update = world.bot.PublishMessage("MESSAGE_CREATE", message, isGuild);
            world.published[update] = ("MESSAGE_CREATE", message, isGuild);
            return update;
        }

        public long Shows(string text, params IReadOnlyList<PlatformPicture> pictures)
        {
            var message = person.Message(text);
            message["attachments"] = new JsonArray([.. pictures.Select(Attachment)]);
            var update = world.bot.PublishMessage("MESSAGE_CREATE", message, isGuild: false);
            world.published[update] = ("MESSAGE_CREATE", message, false);
            return update;
        }

        private JsonNode Attachment(PlatformPicture picture)
        {
            var attachment = new JsonObject
            {
                ["id"] = world.bot.NextId(), ["filename"] = "picture.png", ["content_type"] = picture.ContentType,
                ["url"] = new Uri(world.discord.ApiRoot, $"/attachments/{world.Files.Keep(picture)}?ex=1").AbsoluteUri,
            };
            if (picture.Size is { } size)
            {
                attachment["size"] = size;
            }

            return attachment;
        }

        public long Edits(string text, IPlatformGroup? group = null) => person.Edits(person.LastMessageId, text, Channel(group));

        public long Reacts(string messageId, IPlatformGroup? group = null) => person.Reacts(messageId, "🔥", Channel(group), world.bot.Id);

        public long Presses(PlatformMessage message, string data, IPlatformGroup? group = null) =>
            person.Presses(new SimulatedDiscordMessage { Id = message.Id, ChannelId = message.ChatId, Content = message.Text, At = default }, data, Channel(group));

        private static SimulatedDiscordChannel? Channel(IPlatformGroup? group) => (group as Place)?.Channel;
    }
}
