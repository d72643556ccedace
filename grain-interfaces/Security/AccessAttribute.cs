namespace Moltbot.GrainInterfaces.Security;

/// <summary>
/// Who may call a grain's method. A method without it refuses everyone but grains of the same tenant. Grains may call everything
/// of their own tenant.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AccessAttribute : Attribute
{
    /// <summary>Operators that hold the scope (or <c>operator.admin</c>; <c>operator.write</c> holds <c>operator.read</c>).</summary>
    public AccessAttribute(string scope) => Scope = scope;

    /// <summary>Callers of that role, whatever their scopes.</summary>
    public AccessAttribute(CallerRole role) => Role = role;

    /// <summary>The scope that an operator needs; null when the method is not for operators.</summary>
    public string? Scope { get; }

    /// <summary>A role that may call.</summary>
    public CallerRole Role { get; }

    /// <summary>Whether gateways may call it for themselves, beside operators with the scope.</summary>
    public bool AlsoGateway { get; init; }

    /// <summary>Whether nodes may call it, beside the above.</summary>
    public bool AlsoNode { get; init; }
}
