using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Api;

/// <summary>The simulated server refuses what Telegram refuses, or the tests over it would show nothing.</summary>
public sealed class SimulatedRefusalTests : IAsyncLifetime
{
    private TelegramApiFixture fixture = null!;

    public async ValueTask InitializeAsync()
    {
        fixture = await TelegramApiFixture.StartAsync();
        fixture.Bot.Person(42, "Ann");
        fixture.Bot.Group(-100, "Forum", forum: true);
        fixture.Bot.Topic(-100, 33);
    }

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Theory]
    [InlineData("sendMessage", """{"text":"x"}""", "Bad Request: chat_id is empty")]
    [InlineData("sendMessage", """{"chat_id":"Ann","text":"x"}""", "Bad Request: wrong parameter chat_id in request")]
    [InlineData("sendMessage", """{"chat_id":41,"text":"x"}""", "Bad Request: chat not found")]
    [InlineData("sendMessage", """{"chat_id":42}""", "Bad Request: message text is empty")]
    [InlineData("sendMessage", """{"chat_id":42,"text":"<b></b>","parse_mode":"HTML"}""", "Bad Request: message text is empty")]
    [InlineData("sendMessage", """{"chat_id":42,"text":"x","parse_mode":"BBCode"}""", "Bad Request: unsupported parse_mode")]
    [InlineData("sendMessage", """{"chat_id":42,"text":"<b>x","parse_mode":"HTML"}""", "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("sendMessage", """{"chat_id":42,"text":"x","message_thread_id":9}""", "Bad Request: message thread not found")]
    [InlineData("sendMessage", """{"chat_id":-100,"text":"x","message_thread_id":1}""", "Bad Request: message thread not found")]
    [InlineData("sendMessage", """{"chat_id":42,"text":"x","reply_parameters":{"message_id":7}}""", "Bad Request: message to be replied not found")]
    [InlineData("sendMessage", """{"chat_id":42,"text":"x","reply_parameters":{}}""", "Bad Request: message identifier is not specified")]
    [InlineData("sendChatAction", """{"chat_id":42,"action":"dance"}""", "Bad Request: wrong parameter action in request")]
    [InlineData("sendChatAction", """{"action":"typing"}""", "Bad Request: chat_id is empty")]
    [InlineData("editMessageText", """{"chat_id":42,"message_id":5,"text":"x"}""", "Bad Request: message to edit not found")]
    [InlineData("deleteMessage", """{"chat_id":42}""", "Bad Request: message identifier is not specified")]
    [InlineData("answerCallbackQuery", """{"callback_query_id":"1"}""", "Bad Request: query is too old and response timeout expired or query ID is invalid")]
    [InlineData("setMyCommands", """{"commands":[{"command":"/New","description":"x"}]}""", "Bad Request: BOT_COMMAND_INVALID")]
    [InlineData("setMyCommands", """{"commands":[{"command":"new","description":""}]}""", "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")]
    [InlineData("setWebhook", """{"url":"http://example.org/"}""", "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")]
    [InlineData("setWebhook", """{"url":"https://example.org/","secret_token":"a b"}""", "Bad Request: secret token contains unallowed characters")]
    [InlineData("sendMessage", "[]", "Bad Request: can't parse JSON object")]
    public async Task Refused(string method, string body, string because) =>
        (await Call(method, body)).ShouldBe((400, because));

    [Fact]
    public async Task Too_long_is_what_people_would_see()
    {
        string fits = new('x', 4096);

        (await Call("sendMessage", new JsonObject { ["chat_id"] = 42, ["text"] = $"<b>{fits}</b>", ["parse_mode"] = "HTML" }.ToJsonString())).Code.ShouldBe(200);
        (await Call("sendMessage", new JsonObject { ["chat_id"] = 42, ["text"] = fits + "y" }.ToJsonString())).ShouldBe((400, "Bad Request: message is too long"));
    }

    [Fact]
    public async Task Who_blocked_the_bot_gets_nothing()
    {
        fixture.Bot.Person(43, "Bob").Blocks();

        (await Call("sendMessage", """{"chat_id":43,"text":"x"}""")).ShouldBe((403, "Forbidden: bot was blocked by the user"));
    }

    [Fact]
    public async Task Unknown_parameters_are_ignored() =>
        (await Call("sendMessage", """{"chat_id":"42","text":"x","colour":"red"}""")).ShouldBe((200, null));

    private async Task<(int Code, string? Description)> Call(string method, string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body);
        using var answer = await http.PostAsync(
            new Uri(fixture.Telegram.Root, $"/bot{TelegramApiFixture.TokenText}/{method}"), content, TelegramApiFixture.Stop);
        var json = await answer.Content.ReadFromJsonAsync<JsonObject>(TelegramApiFixture.Stop);
        return ((int)answer.StatusCode, (string?)json!["description"]);
    }
}
