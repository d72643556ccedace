using Moltbot.GrainInterfaces.Security;

namespace Moltbot.Grains.Security;

/// <summary>Who may call a method; see <see cref="AccessAttribute"/>.</summary>
/// <param name="Scope">The scope an operator needs; null when operators may not call.</param>
/// <param name="Roles">The roles that may call whatever their scopes.</param>
internal sealed record AccessNeed(string? Scope, IReadOnlySet<CallerRole> Roles)
{
    /// <summary>Whether the claim, of the right tenant, is enough.</summary>
    public bool Allows(CallerClaim claim) => claim.Role switch
    {
        CallerRole.Grain => true,
        CallerRole.Operator => Scope is not null && Holds(claim.Scopes, Scope),
        CallerRole.Gateway or CallerRole.Node or CallerRole.Registry => Roles.Contains(claim.Role),
        _ => false,
    };

    private static bool Holds(IReadOnlyList<string> scopes, string scope)
    {
        foreach (string held in scopes)
        {
            if (held == scope || (held == GrainInterfaces.Security.Scope.Admin && scope != GrainInterfaces.Security.Scope.Tenants)
                || (scope == GrainInterfaces.Security.Scope.Read && held == GrainInterfaces.Security.Scope.Write))
            {
                return true;
            }
        }

        return false;
    }
}
