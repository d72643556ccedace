using System.Reflection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Security;

/// <summary>
/// Attack T1, invariant 7: every method of every grain, called by everybody whom it does not belong to. A grain that has something
/// answers as one that never was, and nothing is written; also where the key is none.
/// </summary>
public sealed class GrainMatrixTests(FilledGrains filled) : IClassFixture<FilledGrains>
{
    private static readonly string[] Scopes = [Scope.Read, Scope.Write, Scope.Admin, Scope.Approvals, Scope.Pairing, Scope.Tenants];

    private static readonly MethodInfo[] Methods =
    [
        .. typeof(AccessAttribute).Assembly.GetExportedTypes()
            .Where(static type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))
            .SelectMany(static type => type.GetMethods()).Where(static method => !method.IsStatic),
    ];

    /// <summary>What is no key, or none that any grain of ours has.</summary>
    private static readonly string[] NoKeys =
    [
        "Default", "DEFAULT/agent:main:main", "default/", "/", "/default", "default/a b", "default/é", "../default", "-default", "default\n", "default/" + new string('x', GrainKey.MaxLength),
    ];

    [Fact]
    public void Every_kind_of_grain_has_something_to_show()
    {
        string[] states =
        [
            .. typeof(TenantGrain).Assembly.GetTypes().Where(static type => typeof(TenantGrain).IsAssignableFrom(type))
                .SelectMany(static type => type.GetConstructors()).SelectMany(static constructor => constructor.GetParameters())
                .Select(static parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName).OfType<string>(),
        ];
        HashSet<string> keys = [.. Methods.Select(static method => GrainAddress.Of(method.DeclaringType!).Filled.ToString())];

        StoredRows.Grains(filled.Folder).Where(row => keys.Contains(row.Key)).Select(static row => row.State).Distinct(StringComparer.Ordinal)
            .ShouldBe(states, ignoreOrder: true);
    }

    [Fact]
    public async Task Nobody_of_another_tenant_learns_anything_or_leaves_anything()
    {
        var told = new List<string>();
        IReadOnlyList<string> before = StoredRows.Of(filled.Folder);
        await using (GrainHost host = await filled.Start())
        {
            await FilledGrains.Remember(host);
            var arguments = new DefaultArguments(host.Grains.CreateObjectReference<IGatewayObserver>(host.Events));
            foreach (MethodInfo method in Methods)
            {
                GrainAddress address = GrainAddress.Of(method.DeclaringType!);
                foreach (GrainKey key in address.NeverWas.Prepend(address.Filled))
                {
                    foreach (CallerClaim? caller in Strangers(key.Tenant))
                    {
                        await Call(host, method, key.ToString(), caller, arguments, told);
                    }
                }
            }
        }

        told.ShouldBeEmpty();
        StoredRows.Of(filled.Folder).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_no_key_is_answered_like_what_is_anothers()
    {
        var told = new List<string>();
        IReadOnlyList<string> before = StoredRows.Of(filled.Folder);
        await using (GrainHost host = await filled.Start())
        {
            await FilledGrains.Remember(host);
            var arguments = new DefaultArguments(host.Grains.CreateObjectReference<IGatewayObserver>(host.Events));
            foreach (MethodInfo method in Methods)
            {
                foreach (string key in NoKeys)
                {
                    foreach (CallerClaim? caller in Strangers("").Append(CallerClaim.ForGateway(TenantId.Default, "test")).Append(CallerClaim.ForGrain(TenantId.Default)))
                    {
                        await Call(host, method, key, caller, arguments, told);
                    }
                }
            }
        }

        told.ShouldBeEmpty();
        StoredRows.Of(filled.Folder).ShouldBe(before);
    }

    /// <summary>Every kind of caller that a tenant's grain does not belong to, and one without any claim.</summary>
    private static IEnumerable<CallerClaim?> Strangers(string tenant)
    {
        yield return null;
        foreach (string other in new[] { "other", TenantId.Operator, TenantId.Default, "" }.Where(other => other != tenant))
        {
            foreach (CallerRole role in Enum.GetValues<CallerRole>())
            {
                yield return new CallerClaim { Tenant = other, Principal = "stranger", Role = role, Scopes = Scopes };
            }
        }
    }

    private static async Task Call(
        GrainHost host, MethodInfo method, string key, CallerClaim? caller, DefaultArguments arguments, List<string> told)
    {
        string answer = await Answer(host, method, key, caller, arguments);
        if (answer != "not found")
        {
            told.Add($"{method.DeclaringType!.Name}.{method.Name} of '{key}' to {caller?.Role.ToString() ?? "nobody"} of {caller?.Tenant}: {answer}");
        }
    }

    private static async Task<string> Answer(GrainHost host, MethodInfo method, string key, CallerClaim? caller, DefaultArguments arguments)
    {
        if (caller is null)
        {
            RequestContext.Remove(CallerContext.ClaimKey);
        }
        else
        {
            CallerContext.Use(caller);
        }

        try
        {
            await ((Task)method.Invoke(host.Grains.GetGrain(method.DeclaringType!, key), BindingFlags.DoNotWrapExceptions, null, arguments.For(method), null)!).InTime();
            return "an answer";
        }
        catch (GrainAccessDeniedException refused) when (refused is { InnerException: null })
        {
            return refused.Message;
        }
        catch (Exception other)
        {
            return other.ToString();
        }
    }
}
