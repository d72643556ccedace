using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Storage.Outbox;

namespace Moltbot.Grains.Tests.Channels.Support;

/// <summary>The real outbox, whose calls a test may fail by name.</summary>
internal sealed class UnrulyOutbox
{
    /// <summary>Asked before each call with the method's name; true fails it.</summary>
    public Func<string, bool> Fails { get; set; } = static _ => false;

    /// <summary>Puts it in the place of the real one.</summary>
    public void Replace(IServiceCollection services)
    {
        Type real = services.Single(static service => service.ServiceType == typeof(IOutboxStore)).ImplementationType!;
        services.AddSingleton(provider =>
        {
            IOutboxStore store = DispatchProxy.Create<IOutboxStore, Proxy>();
            ((Proxy)(object)store).Set(this, (IOutboxStore)ActivatorUtilities.CreateInstance(provider, real));
            return store;
        });
    }

    /// <summary>A proxy class must not be sealed.</summary>
    public class Proxy : DispatchProxy
    {
        private UnrulyOutbox _unruly = null!;
        private IOutboxStore _inner = null!;

        internal void Set(UnrulyOutbox unruly, IOutboxStore inner) => (_unruly, _inner) = (unruly, inner);

        protected override object? Invoke(MethodInfo? method, object?[]? arguments) => _unruly.Fails(method!.Name)
            ? throw new IOException("the outbox is away")
            : method.Invoke(_inner, arguments);
    }
}
