using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Discord;

public sealed partial class SimulatedDiscordBot
{
    private readonly Dictionary<(string Method, string Major), SimulatedBucket> buckets = [];

    private int unanswered;

    /// <summary>Calls that met a limit: a client that minds its headers has none.</summary>
    public int Exceeded { get; private set; }

    /// <summary>How many calls are scripted never to be answered.</summary>
    public int Held => Volatile.Read(ref unanswered);

    internal async Task Answer(SimulatedAnswer answer, HttpContext context)
    {
        var held = answer.NeverComes ? 1 : 0;
        Interlocked.Add(ref unanswered, held);
        try
        {
            await answer.Write(context);
        }
        finally
        {
            Interlocked.Add(ref unanswered, -held);
        }
    }

    internal SimulatedAnswer Call(string verb, string[] path, JsonNode? body)
    {
        var (method, perform, bucket) = Route(verb, path, body);
        var scripted = scripts.TryGetValue(method, out var script) && script.TryDequeue(out var next) ? next : null;
        SimulatedAnswer answer;
        lock (gate)
        {
            calls.Add(new SimulatedCall(method, body?.DeepClone() as JsonObject ?? [], time.GetUtcNow()));
            if (scripted is { HasEffect: false })
            {
                answer = scripted;
            }
            else if (bucket is not null && !bucket.TryTake())
            {
                Exceeded++;
                answer = DiscordAnswers.TooManyRequests(bucket.ResetAfter, more: bucket.Headers);
            }
            else
            {
                answer = Perform(perform, bucket);
                answer = scripted ?? answer;
            }
        }

        watchers.Changed();
        return answer;
    }

    private static SimulatedAnswer Perform(Func<JsonNode?> perform, SimulatedBucket? bucket)
    {
        try
        {
            return perform() is { } result ? SimulatedAnswer.Json(200, result, bucket?.Headers) : SimulatedAnswer.NoContent();
        }
        catch (DiscordRefusal refused)
        {
            return refused.Answer;
        }
    }

    private (string Method, Func<JsonNode?> Perform, SimulatedBucket? Bucket) Route(string verb, string[] path, JsonNode? body) => (verb, path) switch
    {
        ("GET", ["users", "@me"]) => ("getMe", Me, null),
        ("GET", ["oauth2", "applications", "@me"]) => ("getApplication", () => new JsonObject { ["id"] = Id, ["flags"] = ApplicationFlags }, null),
        ("GET", ["gateway", "bot"]) => ("getGatewayBot", GatewayBot, Bucket("getGatewayBot", "", 2, 5)),
        ("POST", ["users", "@me", "channels"]) => ("openDirect", () => OpenDirect(body), null),
        ("GET", ["channels", var channel]) => ("getChannel", () => ChannelOf(channel).ToJson(), Bucket("getChannel", channel, 5, 1)),
        ("GET", ["guilds", var guild]) => ("getGuild", () => GuildOf(guild).ToJson(), null),
        ("POST", ["channels", var channel, "messages"]) => ("createMessage", () => CreateMessage(channel, body, null), Bucket("createMessage", channel, 5, 5)),
        ("PATCH", ["channels", var channel, "messages", var message]) => ("editMessage", () => EditMessage(channel, message, body), Bucket("editMessage", channel, 5, 5)),
        ("PUT", ["channels", var channel, "messages", var message, "reactions", var emoji, "@me"]) =>
            ("react", () => React(channel, message, Uri.UnescapeDataString(emoji)), Bucket("react", channel, 5, 5)),
        ("POST", ["channels", var channel, "typing"]) => ("typing", () => Typing(channel), Bucket("typing", channel, 5, 5)),
        ("GET", ["applications", var application, "commands"]) => ("getCommands", () => Commands(application), Bucket("commands", "", 5, 20)),
        ("PUT", ["applications", var application, "commands"]) => ("setCommands", () => SetCommands(application, body), Bucket("commands", "", 5, 20)),
        ("POST", ["interactions", var interaction, var token, "callback"]) => ("answerInteraction", () => AnswerInteraction(interaction, token, body), null),
        ("PATCH", ["webhooks", var application, var token, "messages", "@original"]) => ("editOriginal", () => EditOriginal(application, token, body), Bucket("webhook", token, 5, 5)),
        ("POST", ["webhooks", var application, var token]) => ("followup", () => Followup(application, token, body), Bucket("webhook", token, 5, 5)),
        _ => ("unknown", () => throw new DiscordRefusal(404, 0, "404: Not Found"), null),
    };

    private SimulatedBucket Bucket(string method, string major, int limit, int seconds)
    {
        lock (gate)
        {
            return buckets.TryGetValue((method, major), out var known)
                ? known
                : buckets[(method, major)] = new SimulatedBucket($"bucket-of-{method}", limit, TimeSpan.FromSeconds(seconds), time);
        }
    }
}
