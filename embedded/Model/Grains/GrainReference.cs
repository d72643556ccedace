using Moltbot.Embedded.Activations;
using Moltbot.Embedded.Calls;

namespace Orleans.Runtime;

/// <summary>A grain's or an observer's name with the way to call it. Its sub-classes are generated, one an interface.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    /// <summary>For generated code only.</summary>
    protected GrainReference(CallRouter router, string key)
    {
        ArgumentNullException.ThrowIfNull(router);
        ArgumentNullException.ThrowIfNull(key);
        Router = router;
        Key = key;
    }

    /// <summary>The name.</summary>
    public GrainId GrainId => new(Router.Type, IdSpan.Create(Key));

    internal CallRouter Router { get; }

    internal string Key { get; }

    /// <summary>The activation that took the last call: most often it takes the next one too.</summary>
    internal Activation? LastTaker { get; set; }

    /// <summary>Equality of the name.</summary>
    public static bool operator ==(GrainReference? left, GrainReference? right) => Equals(left, right);

    /// <summary>Inequality of the name.</summary>
    public static bool operator !=(GrainReference? left, GrainReference? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) =>
        other is not null && string.Equals(Key, other.Key, StringComparison.Ordinal) && Router.Type.Equals(other.Router.Type);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Router.Type, Key);

    /// <inheritdoc/>
    public override string ToString() => $"GrainReference:{GrainId}";

    /// <summary>Sends a call. For generated code.</summary>
    protected Task<T> Send<T>(GrainCall<T> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Router.Engine.OutgoingFilters.Length == 0 ? SendNow(call) : SendFiltered(call);
    }

    /// <summary>Sends a call. For generated code.</summary>
    protected Task Send(VoidGrainCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Router.Engine.OutgoingFilters.Length == 0 ? SendNow(call) : SendFiltered(call);
    }

    private Task<T> SendNow<T>(GrainCall<T> call)
    {
        if (call.IsCancelledAlready(out var token))
        {
            return Task.FromCanceled<T>(token);
        }

        var promise = call.Promise;
        Router.Engine.Send(this, call);
        return promise;
    }

    private Task SendNow(VoidGrainCall call)
    {
        if (call.IsCancelledAlready(out var token))
        {
            return Task.FromCanceled(token);
        }

        if (call.IsOneWay)
        {
            Router.Engine.Send(this, call);
            return Task.CompletedTask;
        }

        var promise = call.Promise;
        Router.Engine.Send(this, call);
        return promise;
    }

    private async Task<T> SendFiltered<T>(GrainCall<T> call)
    {
        var context = new OutgoingCallContext(this, call, async () => await SendNow(call));
        await context.Invoke();
        return context.Result is { } result ? (T)result : default!;
    }

    private Task SendFiltered(VoidGrainCall call) =>
        new OutgoingCallContext(this, call, async () =>
        {
            await SendNow(call);
            return null;
        }).Invoke();
}
