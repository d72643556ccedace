using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Outages;

/// <summary>Says numbered messages in a session and keeps book of what was acknowledged and what was refused.</summary>
internal sealed class Talker(GatewayTestClient client, string session)
{
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];
    private int _number;

    /// <summary>The keys of the messages that were acknowledged; they are the messages' texts as well.</summary>
    public List<string> Acknowledged { get; } = [];

    public List<GatewayAnswer> Refused { get; } = [];

    /// <summary>Says one more; answers whether it was acknowledged.</summary>
    /// <param name="padding">How much longer the message is.</param>
    public async Task<bool> Say(int padding = 0)
    {
        string key = $"said-{_mark}-{++_number}";
        GatewayAnswer answer = await client.Say(key + new string('.', padding), key, session);
        if (answer.Ok)
        {
            Acknowledged.Add(key);
        }
        else
        {
            Refused.Add(answer);
        }

        return answer.Ok;
    }

    /// <summary>Every refusal said that it is the storage, and when to try again; none was an inner matter.</summary>
    public void RefusalsShouldBeClear()
    {
        foreach (GatewayAnswer answer in Refused)
        {
            (answer.Code, answer.Frame.Json.GetProperty("error").GetProperty("retryable").GetBoolean()).ShouldBe(("UNAVAILABLE", true), answer.Frame.Text);
            answer.Message!.ShouldBeOneOf("storage or cluster are not available now", "the gateway took too long; whether it was done is not known");
        }
    }

    /// <summary>Every acknowledged message came to an end and stands in the history once; what was refused stands there at most once.</summary>
    public static async Task ShouldHaveLostNothing(GatewayTestClient back, string session, params Talker[] talkers)
    {
        foreach (string key in talkers.SelectMany(static talker => talker.Acknowledged))
        {
            JsonElement outcome = await back.CallAsync("agent.wait", new JsonObject { ["runId"] = key, ["timeoutMs"] = 50_000 });
            outcome.GetProperty("status").GetString().ShouldBeOneOf(["ok", "error"], $"{key}: {outcome}");
        }

        IReadOnlyList<string> history = await back.History(session);
        foreach (string key in talkers.SelectMany(static talker => talker.Acknowledged))
        {
            history.Count(line => line.StartsWith("user: ", StringComparison.Ordinal) && line.Split(['.', ' ', '\n']).Contains(key)).ShouldBe(1, $"{key} in\n{string.Join('\n', history.Select(static line => line.Length > 80 ? line[..80] : line))}");
        }
    }
}
