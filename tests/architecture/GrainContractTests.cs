using System.Reflection;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains;

namespace Moltbot.Architecture.Tests;

/// <summary>What every grain and every grain interface has to be.</summary>
public sealed class GrainContractTests
{
    private static readonly Type[] Interfaces =
        [.. typeof(AccessAttribute).Assembly.GetExportedTypes().Where(static type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))];

    [Fact]
    public void Every_method_of_a_grain_says_who_may_call_it() =>
        Interfaces.SelectMany(static type => type.GetMethods())
            .Where(static method => !method.IsStatic && method.GetCustomAttribute<AccessAttribute>() is null)
            .Select(static method => $"{method.DeclaringType!.Name}.{method.Name}")
            .ShouldBeEmpty();

    [Fact]
    public void Every_interface_and_method_has_a_name_on_the_wire_of_its_own() =>
        Interfaces.Cast<MemberInfo>().Concat(Interfaces.SelectMany(static type => type.GetMethods()).Where(static method => !method.IsStatic))
            .Where(static member => member.GetCustomAttribute<AliasAttribute>() is null)
            .Select(static member => $"{member.DeclaringType?.Name}.{member.Name}")
            .ShouldBeEmpty();

    [Fact]
    public void Every_grain_belongs_to_a_tenant() =>
        typeof(TenantGrain).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(Grain).IsAssignableFrom(type) && !typeof(TenantGrain).IsAssignableFrom(type))
            .ShouldBeEmpty();

    [Fact]
    public void Every_interface_has_a_grain() =>
        Interfaces.Where(static type => !typeof(TenantGrain).Assembly.GetTypes().Any(grain => !grain.IsAbstract && type.IsAssignableFrom(grain)))
            .ShouldBeEmpty();
}
