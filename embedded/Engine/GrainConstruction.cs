using Microsoft.Extensions.DependencyInjection;
using Moltbot.Embedded.Activations;
using Moltbot.Embedded.States;
using Orleans.Runtime;
using Orleans.Storage;

namespace Moltbot.Embedded.Engine;

/// <summary>What a grain's constructor is given. For generated code.</summary>
public sealed class GrainConstruction
{
    private readonly Activation _activation;
    private List<IReadableState>? _states;

    internal GrainConstruction(Activation activation, IServiceProvider services)
    {
        _activation = activation;
        Services = services;
    }

    /// <summary>The activation's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The activation.</summary>
    public IGrainContext Context => _activation;

    internal bool HasStates => _states is not null;

    /// <summary>A service.</summary>
    public T Service<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A keyed service.</summary>
    public T Service<T>(object key)
        where T : notnull => Services.GetRequiredKeyedService<T>(key);

    /// <summary>A stored state.</summary>
    public IPersistentState<T> State<T>(string name, string? storageName, Func<T> makeDefault)
    {
        var storage = string.IsNullOrWhiteSpace(storageName)
            ? Services.GetService<IGrainStorage>()
            : Services.GetKeyedService<IGrainStorage>(storageName);
        if (storage is null)
        {
            throw new BadProviderConfigException(string.IsNullOrWhiteSpace(storageName)
                ? $"No default storage provider found loading grain type {_activation.Class.Type}."
                : $"No storage provider named \"{storageName}\" found loading grain type {_activation.Class.Type}.");
        }

        var state = new PersistentState<T>(name, _activation, storage, makeDefault);
        (_states ??= []).Add(state);
        return state;
    }

    internal Task ReadStatesAsync(CancellationToken cancellationToken) => _states switch
    {
        null => Task.CompletedTask,
        [var one] => one.ReadStateAsync(cancellationToken),
        _ => Task.WhenAll(_states.ConvertAll(state => state.ReadStateAsync(cancellationToken))),
    };
}
