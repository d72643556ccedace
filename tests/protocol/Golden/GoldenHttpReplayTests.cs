using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moltbot.Conformance.Golden;

namespace Moltbot.Protocol.Tests.Golden;

public sealed class GoldenHttpReplayTests
{
    private static readonly IReadOnlyList<GoldenRequest> Recorded =
        GoldenRequest.ReadFile(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "golden_http.json")));

    [Fact]
    public async Task A_gateway_that_answers_as_recorded_passes()
    {
        var verdicts = await ReplayAsync(Recorded, expected => expected);

        verdicts.Where(each => each.Status is GoldenStatus.Failed).ShouldBeEmpty();
        verdicts.Count(each => each.Status is GoldenStatus.Passed).ShouldBeGreaterThan(15);
        verdicts.Where(each => each.Status is GoldenStatus.NotCovered).ShouldAllBe(each => each.Detail!.EndsWith("is not offered yet"));
    }

    [Theory]
    [InlineData("root", "\"status\":503", "\"status\":200", "expected status 503, but got 200")]
    [InlineData("get not allowed", "\"allow\":\"POST\"", "\"allow\":\"GET\"", "expected allow: POST, but got GET")]
    [InlineData("no user message", "Missing user message", "No user message", "at /error/message")]
    [InlineData("completion stream", "\"role\":\"assistant\"", "\"role\":\"user\"", "/delta/role")]
    public async Task Any_other_answer_is_found(string name, string recorded, string changed, string mismatch)
    {
        var request = Recorded.Single(each => each.Name == name);
        var verdicts = await ReplayAsync(
            [request], expected => JsonNode.Parse(expected.ToJsonString().Replace(recorded, changed, StringComparison.Ordinal))!.AsObject());

        verdicts.Single().Status.ShouldBe(GoldenStatus.Failed);
        verdicts.Single().Detail!.ShouldContain(mismatch);
    }

    private static async Task<List<GoldenVerdict>> ReplayAsync(IReadOnlyList<GoldenRequest> requests, Func<JsonObject, JsonObject> change)
    {
        var next = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var application = builder.Build();
        application.Run(context => AnswerAsync(context, change(requests[next].Expected)));
        await application.StartAsync(TestContext.Current.CancellationToken);
        using var replay = new GoldenHttpReplay(RecordedTarget.For(new Uri(application.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal)), password: false));
        var verdicts = new List<GoldenVerdict>();
        for (; next < requests.Count; next++)
        {
            verdicts.Add(await replay.RunAsync(requests[next], TestContext.Current.CancellationToken));
        }

        return verdicts;
    }

    private static async Task AnswerAsync(HttpContext context, JsonObject expected)
    {
        if (expected.ContainsKey("connectionError"))
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)expected["status"]!;
        foreach (var (name, value) in expected["headers"]!.AsObject().Where(header => header.Key != "connection"))
        {
            context.Response.Headers[name] = (string?)value;
        }

        var body = expected["body"] switch
        {
            JsonArray events => string.Concat(events.Select(each =>
                $"{(each!["event"] is { } name ? $"event: {name}\n" : "")}data: {TextOf(each["data"])}\n\n")),
            JsonValue text => (string)text!,
            var json => TextOf(json),
        };
        await context.Response.WriteAsync(Fill(body));
    }

    private static string TextOf(JsonNode? node) => node switch
    {
        null => string.Empty,
        JsonValue text when text.GetValueKind() is JsonValueKind.String => (string)text!,
        _ => node.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
    };

    private static string Fill(string text) => text
        .Replace("\"<seconds>\"", "1769817600", StringComparison.Ordinal)
        .Replace("\"<ms>\"", "1769817600000", StringComparison.Ordinal)
        .Replace("<uuid>", Guid.NewGuid().ToString(), StringComparison.Ordinal);
}
