using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Moltbot.GrainInterfaces.Events;

namespace Moltbot.Grains.Tests.Security;

/// <summary>Some argument for each parameter of a grain's method. Of a type it does not know it makes none: somebody has to say how.</summary>
internal sealed class DefaultArguments(IGatewayObserver observer)
{
    private const int MaxDepth = 8;

    public object?[] For(MethodInfo method) => [.. method.GetParameters().Select(parameter => Of(parameter.ParameterType, 0))];

    private object? Of(Type type, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new NotSupportedException($"{type} holds itself");
        }

        if (Nullable.GetUnderlyingType(type) is not null)
        {
            return null;
        }

        if (type == typeof(string))
        {
            return "x";
        }

        if (type == typeof(IGatewayObserver))
        {
            return observer;
        }

        if (type.IsPrimitive || type.IsEnum)
        {
            return Activator.CreateInstance(type);
        }

        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            Type made = type.GetGenericArguments() is [var element] ? typeof(List<>).MakeGenericType(element) : typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments());
            return type.IsAssignableFrom(made) ? Activator.CreateInstance(made) : throw Unknown(type);
        }

        return type.Assembly == typeof(TenantEvent).Assembly && type is { IsInterface: false, IsGenericType: false } ? Message(type, depth) : throw Unknown(type);
    }

    /// <summary>A message of ours with what it requires, and nothing else.</summary>
    private object Message(Type type, int depth)
    {
        if (type.IsAbstract)
        {
            type = type.Assembly.GetExportedTypes().First(candidate => !candidate.IsAbstract && type.IsAssignableFrom(candidate));
        }

        object message = RuntimeHelpers.GetUninitializedObject(type);
        foreach (PropertyInfo property in type.GetProperties().Where(static property => property.CanWrite))
        {
            // Lists may be walked by whoever copies the message; everything else that is not required stays empty.
            if (property.GetCustomAttribute<RequiredMemberAttribute>() is not null || type.GetConstructor([]) is null || property.PropertyType.IsGenericType)
            {
                property.SetValue(message, Of(property.PropertyType, depth + 1));
            }
        }

        return message;
    }

    private static NotSupportedException Unknown(Type type) => new($"say in {nameof(DefaultArguments)} how a {type} is made");
}
