using System.Numerics;
using Moltbot.Embedded.Registration;
using Orleans;
using Orleans.Runtime;

namespace Moltbot.Embedded.Copying;

/// <summary>Copies values whose type is only known when they are there. For generated code.</summary>
public static class DeepCopy
{
    /// <summary>Copies by the runtime type.</summary>
    /// <exception cref="UncopyableTypeException">The type says nothing of how it travels.</exception>
    public static T Dynamic<T>(T value, CopyContext context) => value is null ? value : (T)Object(value, context);

    /// <summary>References travel as they are; a grain that passes itself passes its reference.</summary>
    public static T Reference<T>(T value)
        where T : class? => value switch
    {
        null or GrainReference => value,
        Grain grain => (T)(object)grain.GrainReference.Router.Engine.Classes.MakeReference(
            typeof(T), grain.GrainReference.Router, grain.GrainReference.Key),
        _ => throw new UncopyableTypeException(
            value.GetType(), "pass the reference that CreateObjectReference makes of it, not the object itself"),
    };

    /// <summary>The request context of a call: values are isolated like arguments.</summary>
    internal static Dictionary<string, object>? Context(Dictionary<string, object>? values)
    {
        if (values is null)
        {
            return null;
        }

        Dictionary<string, object>? changed = null;
        var context = CopyContext.Rent();
        try
        {
            foreach (var (key, value) in values)
            {
                var copy = value is string ? value : Object(value, context);
                if (!ReferenceEquals(copy, value) && !value.GetType().IsValueType)
                {
                    (changed ??= new(values))[key] = copy;
                }
            }
        }
        finally
        {
            context.Return();
        }

        return changed ?? values;
    }

    private static object Object(object value, CopyContext context)
    {
        var type = value.GetType();
        if (GrainRegistry.Copiers.TryGetValue(type, out var copier))
        {
            return copier(value, context);
        }

        if (type.IsPrimitive || type.IsEnum || value is Exception or GrainReference || IsKnownImmutable(value))
        {
            return value;
        }

        if (type == typeof(object))
        {
            return new object();
        }

        return value is IAddressable and Grain grain
            ? grain.GrainReference
            : throw new UncopyableTypeException(type, "mark it with [GenerateSerializer] and its members with [Id]");
    }

    private static bool IsKnownImmutable(object value) => value
        is string or decimal or Guid or DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly or Uri or Version or Type
        or BigInteger or Half or Int128 or UInt128 or CancellationToken or System.Net.IPAddress or System.Net.IPEndPoint
        or System.Globalization.CultureInfo;
}
