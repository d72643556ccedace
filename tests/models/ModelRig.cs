using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Models.Failover;
using Moltbot.Models.Providers;
using Moltbot.Models.Transport;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Models.Tests;

/// <summary>The assembly as a host composes it, one simulated provider, a clock that stands still.</summary>
internal sealed class ModelRig : IAsyncDisposable
{
    public const string Key = "sk-secret-0123456789abcdef";
    public const string Tenant = "acme";

    private readonly ServiceProvider services;

    private ModelRig(SimulatedModelProvider server, ModelTransportOptions limits, bool isPublic)
    {
        Server = server;
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(limits)
            .AddMoltbotModels((_, _) => isPublic)
            .BuildServiceProvider();
    }

    public static ModelTransportOptions NoRetries { get; } = new() { MaxRetries = 0 };

    public static IList<ChatMessage> Hi { get; } = [new(ChatRole.User, "hi")];

    public ManualTime Time { get; } = new();

    public SimulatedModelProvider Server { get; }

    public IModelClientFactory Clients => services.GetRequiredService<IModelClientFactory>();

    public IModelRouter Router => services.GetRequiredService<IModelRouter>();

    public IProfileHealthStore Healths => services.GetRequiredService<IProfileHealthStore>();

    public static async Task<ModelRig> StartAsync(ModelTransportOptions? limits = null, bool isPublic = false) =>
        new(await SimulatedModelProvider.StartAsync(), limits ?? NoRetries, isPublic);

    public ModelProviderOptions Options(ModelApi api = ModelApi.OpenAiCompletions, string id = "sim", params ModelOptions[] models) => new()
    {
        Id = id, BaseUrl = Server.BaseUrl, ApiKey = Key, Api = api, AllowPrivateNetwork = true,
        Models = models.Length > 0 ? models : [new ModelOptions { Id = "m1", Reasoning = true }],
    };

    public IChatClient Client(ModelApi api = ModelApi.OpenAiCompletions) => Clients.GetClient(Tenant, Options(api));

    public ModelRequest Ask(params ModelTarget[] targets) => new() { Tenant = Tenant, Targets = targets, Messages = [.. Hi] };

    public async Task<ModelException> FailsAsync(ModelApi api = ModelApi.OpenAiCompletions) =>
        await Should.ThrowAsync<ModelException>(() => Client(api).GetResponseAsync(Hi, cancellationToken: TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
