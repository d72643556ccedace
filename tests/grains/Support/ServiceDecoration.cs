using Microsoft.Extensions.DependencyInjection;

namespace Moltbot.Grains.Tests.Support;

/// <summary>Puts something of a test around a service that was registered by its type.</summary>
internal static class ServiceDecoration
{
    public static void Decorate<T>(this IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        ServiceDescriptor inner = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(inner.ImplementationType!);
        services.AddSingleton(provider => decorate((T)provider.GetRequiredService(inner.ImplementationType!)));
    }
}
