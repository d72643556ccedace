using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Grains.Channels;
using Moltbot.Grains.Security;
using Moltbot.Grains.Sessions;
using Moltbot.Grains.Tenants;
using Moltbot.Grains.Tests.Support;
using Moltbot.Models;
using Moltbot.Policy.Addresses;
using Moltbot.Silo.Engines;
using Moltbot.Storage;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Migrations;
using Moltbot.Storage.Outbox;
using Moltbot.Storage.Reminders;
using Moltbot.Storage.Tasks;
using Moltbot.Storage.Transcripts;
using Moltbot.Storage.Turns;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;
using Orleans.Storage;

namespace Moltbot.Grains.Tests.Sessions.Support;

/// <summary>A silo in one process: the engine, SQLite in a folder, sessions, and a model provider on loopback.</summary>
internal sealed class SessionHost : IAsyncDisposable
{
    public const string Tenant = "default";
    public const string Main = "agent:main:main";

    /// <summary>A message that comes while the run before it ends waits for nothing more: the clock stands still.</summary>
    private const string AtOnce = "messages: { queue: { debounceMs: 0 } }";

    private readonly IHost _host;

    private SessionHost(IHost host, StoreFault fault, FixedConfigurations configurations)
    {
        _host = host;
        Fault = fault;
        Configurations = configurations;
        Grains = host.Services.GetRequiredService<IGrainFactory>();
    }

    public StoreFault Fault { get; }

    public FixedConfigurations Configurations { get; }

    public IGrainFactory Grains { get; }

    public EventLog Events { get; } = new();

    public IServiceProvider Services => _host.Services;

    public ISessionIndexGrain Index => Grain<ISessionIndexGrain>(Tenant);

    /// <param name="folder">Where it stores.</param>
    /// <param name="model">The provider of its models; none when null.</param>
    /// <param name="time">The clock, see <see cref="PromptTime.For"/>; when left out, one that stands still.</param>
    /// <param name="config">The configuration of every tenant.</param>
    /// <param name="more">Changes the services.</param>
    /// <param name="beforeWaking">What happens before sessions that died before go on.</param>
    public static async Task<SessionHost> Start(
        string folder, SimulatedModelProvider? model, TimeProvider? time = null, string? config = null, Action<IServiceCollection>? more = null,
        Func<SessionHost, Task>? beforeWaking = null)
    {
        var subscribed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var fault = new StoreFault { HeldLook = subscribed.Task, OnPrune = () => looked.TrySetResult() };
        var configurations = new FixedConfigurations();
        configurations.Set(config ?? ConfigFor(model));
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        IServiceCollection services = builder.Services;
        services.AddTestClock(PromptTime.For(time));
        services.AddMoltbotStorage(new StorageOptions { StatePath = folder, SqliteSynchronous = SqliteSynchronous.Normal });
        services.AddKeyedSingleton<IGrainStorage>(TenantGrain.Store, (provider, _) =>
            new FaultyGrainStorage(provider.GetRequiredService<SealedGrainStorage>(), fault));
        services.AddSingleton<IReminderTable>(static provider => provider.GetRequiredService<ReminderTable>());
        services.Decorate<ITurnStore>(inner => new FaultyTurns(inner, fault));
        services.Decorate<ITranscriptStore>(inner => new FaultyTranscripts(inner, fault));
        services.Decorate<ITaskStore>(inner => new FaultyTasks(inner, fault));
        services.AddSingleton<ITenantConfigurations>(configurations);
        services.AddSingleton<IModelPermissions, OpenPermissions>();
        services.AddSingleton<IIncomingGrainCallFilter, ClaimFilter>();
        services.AddMoltbotModels(PublicDestination.Allows);
        services.AddSingleton<ChannelTextCutter>();
        services.AddMoltbotSessions();
        more?.Invoke(services);
        builder.UseGrainEngine(new GrainEngineOptions());
        IHost host = builder.Build();
        await host.Services.GetRequiredService<IMigrator>().MigrateAsync();
        await host.StartAsync();
        var silo = new SessionHost(host, fault, configurations);
        await silo.Subscribe();
        if (beforeWaking is not null)
        {
            await beforeWaking(silo);
        }

        // Sessions that died before are woken when their events are heard, and nothing looks for any while a test runs.
        subscribed.SetResult();
        await looked.Task.InTime();
        return silo;
    }

    /// <summary>Has events told to <see cref="Events"/>; again where more time has gone than a subscription lives.</summary>
    public Task Subscribe() =>
        Grain<ITenantEventsGrain>(Tenant).Subscribe("test", Grains.CreateObjectReference<IGatewayObserver>(Events));

    public static string ConfigFor(SimulatedModelProvider? model, string more = "") => model is null
        ? "{}"
        : $$"""
          {
            models: { providers: { fake: { baseUrl: "{{model.BaseUrl}}", apiKey: "k", api: "openai-completions",
              models: [{ id: "m1", name: "One", reasoning: false, input: ["text"], cost: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 }, contextWindow: 200000, maxTokens: 8192 }] } } },
            agents: { defaults: { model: { primary: "fake/m1" } } }{{(more.Contains("messages:", StringComparison.Ordinal) ? "" : ", " + AtOnce)}}{{(more.Length == 0 ? "" : ", " + more)}}
          }
          """;

    public ISessionGrain Session(string key = Main) => Grain<ISessionGrain>(GrainKey.ForSession(Tenant, key).ToString());

    /// <summary>A grain, and the claim to call it in the flow of the test.</summary>
    public T Grain<T>(string key)
        where T : IGrainWithStringKey
    {
        CallerContext.Use(CallerClaim.ForGrain(Tenant));
        return Grains.GetGrain<T>(key);
    }

    public Task<TurnReceipt> Say(string text, string runId, string key = Main, Func<TurnRequest, TurnRequest>? change = null)
    {
        TurnRequest request = Request(text, runId, key);
        return Session(key).Enqueue(change?.Invoke(request) ?? request);
    }

    public TurnRequest Request(string text, string runId, string key = Main) => new()
    {
        RunId = runId,
        SessionKey = key,
        SessionKeyAsSent = key == Main ? "main" : key,
        Message = text,
        Origin = TurnOrigin.Chat,
        ReceivedAt = _host.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds(),
        CommandsAllowed = true,
        Principal = "test",
    };

    public async Task<RunStatus> Ask(string text, string runId, string key = Main, Func<TurnRequest, TurnRequest>? change = null)
    {
        (await Say(text, runId, key, change)).Disposition.ShouldBe(TurnDisposition.Accepted);
        return await Events.Outcome(runId);
    }

    public async Task<IReadOnlyList<string>> Transcript(string key = Main) =>
        [.. (await Session(key).History(1000)).Messages.Select(Messages.Line)];

    /// <summary>The request, to be answered in a chat of a channel.</summary>
    public static TurnRequest Delivered(TurnRequest request) => request with
    {
        ReplyTo = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "42" },
    };

    /// <summary>How many pieces wait to be sent to that channel.</summary>
    public async Task<long> Outbox() =>
        (await Services.GetRequiredService<IOutboxStore>().CountAsync(new ChannelAccount(Tenant, "telegram", "default"))).Pending;

    public async ValueTask DisposeAsync()
    {
        using (_host)
        {
            await _host.StopAsync();
        }
    }

    private sealed class OpenPermissions : IModelPermissions
    {
        public bool AllowsPrivateNetwork(string tenant) => true;

        public string? Variable(string tenant, string name) => null;
    }
}
