using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Telegram;

/// <summary>Telegram, with long polling.</summary>
public sealed class TelegramWorld : IPlatformWorld
{
    private readonly SimulatedTelegram telegram;
    private readonly SimulatedBot bot;
    private readonly ConcurrentDictionary<long, (string Kind, JsonNode? Content)> published = new();
    private long people = 40;
    private long groups = -100;

    private TelegramWorld(SimulatedTelegram telegram)
    {
        this.telegram = telegram;
        bot = telegram.AddBot(Token, BotName);
    }

    public string Channel => "telegram";

    public string BotName => "molty_bot";

    public string Canary => "AAGcanary-s3cret_Token9876543210zyxwvu";

    public string Token => "555000:" + Canary;

    /// <summary>The bot, for what only Telegram has.</summary>
    public SimulatedBot Bot => bot;

    public PlatformFiles Files => bot.Files;

    public int Held => telegram.Held;

    public TimeSpan Patience
    {
        set => bot.Patience = value;
    }

    public IReadOnlyList<PlatformMessage> Sent => [.. bot.Sent.Select(Shown)];

    public IReadOnlyList<(string MessageId, string Emoji)> Reactions => [.. bot.Reactions.Select(static each => (Id(each.Message), each.Emoji))];

    public IReadOnlyList<string> Tried =>
        [.. bot.Calls.Where(call => call.Method == "sendMessage").Select(call => call.Body["text"]?.GetValue<string>() ?? "")];

    public static async Task<IPlatformWorld> StartAsync(TimeProvider time) => new TelegramWorld(await SimulatedTelegram.StartAsync());

    public JsonObject Section(string? token = null) => new() { ["botToken"] = token ?? Token, ["apiRoot"] = telegram.Root.AbsoluteUri.TrimEnd('/') };

    public void AllowDirect(JsonObject section, params IReadOnlyList<string> entries) =>
        section["allowFrom"] = new JsonArray([.. entries.Select(entry => (JsonNode)entry)]);

    public void AllowGroup(JsonObject section, IPlatformGroup group, string entry)
    {
        section["groups"] = new JsonObject { [group.ChatId] = new JsonObject() };
        section["groupAllowFrom"] = new JsonArray(entry);
    }

    public IPlatformPerson Person(string name, bool isBot = false) => new Somebody(this, bot.Person(Interlocked.Increment(ref people), name, name.ToLowerInvariant()), isBot);

    public IPlatformGroup Group(string title) => new Place(bot.Group(Interlocked.Decrement(ref groups), title));

    public Task WhenSent(int count) => bot.WhenSent(count);

    public Task WhenConnected(int count) => bot.WhenPolling(count);

    public bool IsConfirmed(long update) => bot.ConfirmedBelow > update;

    public Task WhenConfirmed(long update) => bot.WhenConfirmed(update);

    public Task WhenTyped(int count) => bot.WhenCalled("sendChatAction", count);

    public void BreakReceiving() => bot.Script("getUpdates", SimulatedAnswer.Break());

    public void GoDown() => telegram.IsUp = false;

    public void ComeUp() => telegram.IsUp = true;

    public void FailSending(params IReadOnlyList<PlatformFault> faults) => Fail("sendMessage", faults);

    public void FailIdentifying(params IReadOnlyList<PlatformFault> faults) => Fail("getMe", faults);

    public long PublishGarbage() => bot.Receives("a_kind_of_2030", new JsonArray(1, "\ud800"));

    public void Repeat(long update)
    {
        var (kind, content) = published[update];
        bot.ReceivesAgain(update, kind, content);
    }

    public ValueTask DisposeAsync() => telegram.DisposeAsync();

    private static PlatformMessage Shown(SimulatedMessage message) => new(Id(message.MessageId), Id(message.ChatId), message.Text, message.ReplyTo is { } answered ? Id(answered) : null, message.Picture?.Content);

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private void Fail(string method, IReadOnlyList<PlatformFault> faults)
    {
        foreach (var fault in faults)
        {
            bot.Script(method, fault switch
            {
                PlatformFault.BreaksAfterwards => SimulatedAnswer.AcceptThenBreak(),
                PlatformFault.HangsAfterwards => SimulatedAnswer.AcceptThenHang(),
                PlatformFault.ServerError => SimulatedAnswer.Raw(502, $"could not reach /bot{Token}/{method}"),
                PlatformFault.Garbage => SimulatedAnswer.Raw(200, "%%%"),
                PlatformFault.RateLimited => SimulatedAnswer.TooManyRequests(3),
                PlatformFault.Refused => SimulatedAnswer.Error(400, $"Bad Request: no such thing at /bot{Token}/{method}"),
                _ => SimulatedAnswer.Error(401, $"Unauthorized: {Token}"),
            });
        }
    }

    private sealed record Place(SimulatedGroup Group) : IPlatformGroup
    {
        public string ChatId => Id(Group.Id);
    }

    private sealed class Somebody(TelegramWorld world, SimulatedPerson person, bool isBot) : IPlatformPerson
    {
        public string Id => TelegramWorld.Id(person.Id);

        public string Name => "@" + person.Username;

        public string ChatId => Id;

        public string LastMessageId => TelegramWorld.Id(person.LastMessageId);

        public long Says(string text, IPlatformGroup? group = null, bool mention = false, PlatformMessage? replyTo = null)
        {
            var message = person.Message(mention ? $"@{world.BotName} {text}" : text, Group(group));
            if (isBot)
            {
                message["from"]!["is_bot"] = true;
            }

            if (replyTo is not null)
            {
                message["reply_to_message"] = Message(replyTo).ToJson(world.bot, (JsonObject)message["chat"]!);
            }

            return Publish("message", message);
        }

        public long Shows(string text, params IReadOnlyList<PlatformPicture> pictures) => Publish("message", person.Picture(text, pictures.Single()));

        public long Edits(string text, IPlatformGroup? group = null) => person.Edits(person.LastMessageId, text, Group(group));

        public long Reacts(string messageId, IPlatformGroup? group = null) =>
            person.Reacts(long.Parse(messageId, CultureInfo.InvariantCulture), "🔥", Group(group));

        public long Presses(PlatformMessage message, string data, IPlatformGroup? group = null) => person.Presses(Message(message), data, Group(group));

        private static SimulatedGroup? Group(IPlatformGroup? group) => (group as Place)?.Group;

        private static SimulatedMessage Message(PlatformMessage message) => new()
        {
            MessageId = long.Parse(message.Id, CultureInfo.InvariantCulture), ChatId = long.Parse(message.ChatId, CultureInfo.InvariantCulture), Text = message.Text, At = default,
        };

        private long Publish(string kind, JsonObject content)
        {
            var update = world.bot.Receives(kind, content);
            world.published[update] = (kind, content);
            return update;
        }
    }
}
