using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Cron;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Storage;
using Moltbot.Storage.Outbox;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>Silos whose model asks for cron jobs, for people that a test names by what they are.</summary>
internal sealed class CronRig : IAsyncDisposable
{
    public const string Gone = "This did not run: there is no such job among those of this session; list tells them.";
    public const string NoTool = "This did not run: there is no such tool.";
    private readonly TemporaryFolder _folder = new();
    private int _runs;

    public SimulatedModelProvider Model { get; private set; } = null!;

    public ManualTime Time { get; } = new();

    public static async Task<CronRig> Start() => new() { Model = await SimulatedModelProvider.StartAsync() };

    public async ValueTask DisposeAsync()
    {
        await Model.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A silo with two providers and two owners of a Telegram account.</summary>
    /// <param name="more">More of the configuration.</param>
    /// <param name="defaults">More of <c>agents.defaults</c>.</param>
    public Task<SessionHost> Silo(string more = "", string defaults = "") => SessionHost.Start(_folder.Path, Model, Time, Config(more, defaults), Jobs.Keep);

    public string Config(string more = "", string defaults = "", string owners = "'7', '9'") =>
        SessionHost.ConfigFor(Model, $"channels: {{ telegram: {{ botToken: '1:a', allowFrom: [{owners}] }} }}{(more.Length == 0 ? "" : ", " + more)}")
            .Replace("providers: {", $$"""providers: { other: { baseUrl: "{{Model.BaseUrl}}", apiKey: "k", api: "openai-completions", models: [{ id: "m2", name: "Two", reasoning: false, input: ["text"], contextWindow: 200000, maxTokens: 8192 }] },""", StringComparison.Ordinal)
            .Replace("""primary: "fake/m1" } }""", $$"""primary: "fake/m1" }{{(defaults.Length == 0 ? "" : ", " + defaults)}} }, list: [{ id: 'main', default: true }, { id: 'family' }]""", StringComparison.Ordinal);

    /// <summary>Has the model call the tool once for somebody; answers what it was told of the call.</summary>
    public async Task<string> Call(SessionHost silo, string arguments, string who = "owner", string key = SessionHost.Main, string text = "keep it")
    {
        Model.Enqueue(ModelReply.Empty.ThenToolCall("call", "cron", arguments), ModelReply.Text("done"));
        await Ask(silo, text, who, key);
        return LastResult();
    }

    public async Task<JsonElement> Told(SessionHost silo, string arguments, string who = "owner", string key = SessionHost.Main) =>
        JsonElement.Parse(await Call(silo, arguments, who, key));

    /// <summary>Makes a job; answers its id.</summary>
    public async Task<string> Add(SessionHost silo, string payload, string who = "owner", string key = SessionHost.Main, string text = "keep it", string schedule = """{"kind":"cron","expr":"0 0 1 1 *","tz":"UTC"}""", string more = "")
    {
        string told = await Call(silo, $$$"""{"action":"add","job":{"name":"report","schedule":{{{schedule}}},"payload":{{{payload}}}{{{more}}}}}""", who, key, text);
        told.ShouldStartWith("""{"added":""");
        return JsonElement.Parse(told).GetProperty("added").GetProperty("id").GetString()!;
    }

    /// <summary>Runs a job that says something; answers what its model was asked.</summary>
    public async Task<SimulatedModelRequest> Run(SessionHost silo, string id, params ModelReply[] replies)
    {
        Model.Enqueue(replies.Length == 0 ? [ModelReply.Text("reported")] : replies);
        int before = Model.Requests.Count;
        await End(silo, id);
        return Model.Requests[before];
    }

    /// <summary>Runs a job to its end.</summary>
    public static async Task<CronJobEvent> End(SessionHost silo, string id)
    {
        int ended = silo.Events.All.OfType<CronJobEvent>().Count(static told => told.Action == "finished");
        (await silo.Job(id).Run(isForced: true)).ShouldBe(CronStart.Begun);
        return (await silo.Finished(ended + 1))[^1];
    }

    public async Task<RunStatus> Ask(SessionHost silo, string text, string who, string key = SessionHost.Main)
    {
        string runId = $"run-{++_runs}";
        (await Say(silo, text, runId, who, key)).Disposition.ShouldBe(TurnDisposition.Accepted);
        return await silo.Events.Outcome(runId);
    }

    /// <summary>Somebody says something, by the way and with the claim that they have.</summary>
    public static Task<TurnReceipt> Say(SessionHost silo, string text, string runId, string who, string key = SessionHost.Main)
    {
        ISessionGrain session = silo.Session(key);
        TurnRequest request = silo.Request(text, runId, key) with { Principal = who };
        if (who is "operator" or "operator to a stranger" or "agent" or "writer" or "waker")
        {
            CallerContext.Use(new CallerClaim
            {
                Tenant = SessionHost.Tenant, Principal = who, Role = CallerRole.Operator, Scopes = who == "writer" ? [Scope.Write, Scope.Approvals, Scope.Pairing] : [Scope.Admin],
            });
        }

        return session.Enqueue(who switch
        {
            "operator" or "writer" => request with { AsAdministrator = true },
            "operator to a stranger" => request with { AsAdministrator = true, ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "8", ChatKind = ChatKind.Direct } },
            "agent" => request with { AsAdministrator = true, Origin = TurnOrigin.Agent },
            "waker" => request with { Origin = TurnOrigin.Agent },
            "grain" => request with { AsAdministrator = true },
            "owner" => Chatting(request, "7"),
            "second owner" => Chatting(request, "9"),
            "stranger" => Chatting(request, "8"),
            "owner in a group" => Chatting(request, "7") with { ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "-100", ChatKind = ChatKind.Group } },
            "node" => request with { AsAdministrator = true, Origin = TurnOrigin.Node },
            "hook" => request with { AsAdministrator = true, Origin = TurnOrigin.Hook },
            "cron" => request with { AsAdministrator = true, Origin = TurnOrigin.Cron },
            "http" => request with { AsAdministrator = true, Origin = TurnOrigin.Http },
            _ => throw new ArgumentOutOfRangeException(nameof(who)),
        });
    }

    /// <summary>What was put into the outbox for a chat, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> Sent(SessionHost silo, string chat) =>
    [
        .. (await silo.Services.GetRequiredService<IOutboxStore>().ListAsync(new ChannelAccount(SessionHost.Tenant, "telegram", "default"), new OutboxFilter { Limit = 100 }))
            .Where(message => message.ChatId == chat).OrderBy(static message => message.Order).Select(TextOf),
    ];

    public static string[] Names(SimulatedModelRequest request) => request.Body.TryGetProperty("tools", out JsonElement tools)
        ? [.. tools.EnumerateArray().Select(static tool => tool.GetProperty("function").GetProperty("name").GetString()!)]
        : [];

    /// <summary>What the model was told last of a call.</summary>
    public string LastResult() => Model.Requests[^1].Body.GetProperty("messages").EnumerateArray()
        .Last(static each => each.GetProperty("role").GetString() == "tool").GetProperty("content").ToString();

    private static string TextOf(OutboxMessage message) => JsonDocument.Parse(Encoding.UTF8.GetString(message.Payload.Span)).RootElement.EnumerateObject()
        .First(static property => property.Name.Equals("text", StringComparison.OrdinalIgnoreCase)).Value.GetString()!;

    private static TurnRequest Chatting(TurnRequest request, string sender) => request with
    {
        Origin = TurnOrigin.Channel,
        Sender = new InboundSender { Id = sender },
        ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = sender, ChatKind = ChatKind.Direct, ReplyToMessageId = "1" },
    };
}
