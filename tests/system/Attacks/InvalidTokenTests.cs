using System.Text.Json.Nodes;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>
/// A token that is not valid (A18): not a viewer's, not anybody's. The connection ends, whatever was asked right behind it.
/// </summary>
public sealed class InvalidTokenTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    /// <summary>Fewer than are allowed before guesses have to wait, so that each is judged.</summary>
    private static readonly (string What, JsonObject? Auth)[] Invalid =
    [
        ("none", null),
        ("an empty one", new JsonObject { ["token"] = "" }),
        ("a wrong one", new JsonObject { ["token"] = "guess" }),
        ("the beginning of the right one", new JsonObject { ["token"] = AttackedSystem.Secret[..^1] }),
        ("more than the right one", new JsonObject { ["token"] = AttackedSystem.Secret + " " }),
        ("the right one in capitals", new JsonObject { ["token"] = AttackedSystem.Secret.ToUpperInvariant() }),
        ("the right one as a password", new JsonObject { ["password"] = AttackedSystem.Secret }),
        ("a tenant's form of the right one", new JsonObject { ["token"] = "mbt_default_" + AttackedSystem.Secret }),
        ("that of a tenant that is not there", new JsonObject { ["token"] = "mbt_nobody_" + AttackedSystem.Secret }),
    ];

    [Fact]
    public async Task Who_shows_an_invalid_token_is_sent_away_and_answered_nothing()
    {
        foreach ((string what, JsonObject? auth) in Invalid)
        {
            await using GatewayTestClient client = await GatewayTestClient.OpenAsync(attacked.System.Url, what, cancel: TestContext.Current.CancellationToken);
            await client.EventAsync("connect.challenge");
            string connect = await client.SendAsync("connect", Connect(auth));
            foreach (string method in new[] { "health", "sessions.list", "chat.history", "config.get" })
            {
                await client.SendAsync(method, new JsonObject());
            }

            GatewayAnswer answer = await client.AnswerAsync(connect);
            GatewayClosed closed = await client.ClosedAsync();

            (answer.Ok, closed.Code).ShouldBe((false, 1008), $"{what}: {answer.Frame.Text}");
            answer.Message!.ShouldNotContain("too many", Case.Insensitive, $"{what} was not judged");
            client.Frames.Select(static frame => frame.Type + frame.Event).ShouldBe(["eventconnect.challenge", "res"], what);
        }

        (await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret })).Ok.ShouldBeTrue("the right one was right all the time");
    }

    private static JsonObject Connect(JsonObject? auth)
    {
        var connect = new JsonObject
        {
            ["minProtocol"] = 3, ["maxProtocol"] = 3, ["role"] = "operator", ["scopes"] = new JsonArray("operator.read"),
            ["client"] = new JsonObject { ["id"] = "cli", ["version"] = "1.0.0", ["platform"] = "linux", ["mode"] = "cli" },
        };
        if (auth is not null)
        {
            connect["auth"] = auth.DeepClone();
        }

        return connect;
    }
}
