using System.Reflection;
using System.Text;

namespace Moltbot.Engine.Tests.Api;

/// <summary>Public members as lines of text, the same for equal members of the two engines.</summary>
internal static class ApiText
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>The type's own line and those of its public and protected members.</summary>
    /// <param name="type">The type.</param>
    /// <param name="inherited">Whether members of base types and interfaces count as the type's own.</param>
    public static IEnumerable<string> Of(Type type, bool inherited)
    {
        var name = Name(type);
        yield return name;
        var flags = inherited ? Everything | BindingFlags.FlattenHierarchy : Everything | BindingFlags.DeclaredOnly;
        IEnumerable<Type> sources = inherited && type.IsInterface ? [type, .. type.GetInterfaces()] : [type];
        foreach (var member in sources.SelectMany(source => source.GetMembers(flags)))
        {
            if (Line(member) is { } line)
            {
                yield return $"{name}.{line}";
            }
        }
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } constructor when IsSeen(constructor) => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when IsSeen(method) && !IsOfEveryObject(method) =>
            $"{method.Name}{Generic(method)}({Parameters(method)}): {Name(method.ReturnType)}",
        MethodInfo { IsSpecialName: true } accessor when IsSeen(accessor) && accessor.Name.StartsWith("op_", StringComparison.Ordinal) =>
            $"{accessor.Name}({Parameters(accessor)}): {Name(accessor.ReturnType)}",
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors => $"{property.Name} {{{accessors}}}: {Name(property.PropertyType)}",
        FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily => $"{field.Name}: {Name(field.FieldType)}",
        _ => null,
    };

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOfEveryObject(MethodInfo method) =>
        method.GetBaseDefinition().DeclaringType is { } declaring
        && (declaring == typeof(object) || declaring == typeof(ValueType) || declaring == typeof(Enum) || declaring == typeof(Exception) || declaring == typeof(Attribute));

    private static string Accessors(PropertyInfo property) =>
        (property.GetMethod is { } getter && IsSeen(getter) ? "get;" : "") + (property.SetMethod is { } setter && IsSeen(setter) ? "set;" : "");

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)));

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.HasElementType)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        }

        var text = new StringBuilder();
        text.Append(type.DeclaringType is { } outer ? Name(outer) + "." : type.Namespace + ".");
        text.Append(type.Name.Split('`')[0]);
        if (type.IsGenericType)
        {
            text.Append('<').AppendJoin(", ", type.GetGenericArguments().Select(Name)).Append('>');
        }

        return text.ToString();
    }
}
