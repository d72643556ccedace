using Microsoft.CodeAnalysis;

namespace Moltbot.Embedded.Generator;

/// <summary>Writes the class that copies a type marked [GenerateSerializer].</summary>
internal sealed class CopierEmitter
{
    private readonly List<string> _registrations = [];
    private readonly List<Problem> _problems = [];
    private readonly INamedTypeSymbol _type;
    private readonly CopyPlanner _planner;
    private readonly string _name;
    private readonly bool _isStruct;

    private CopierEmitter(INamedTypeSymbol type, Compilation compilation)
    {
        _type = type;
        _planner = new(compilation, _registrations, _problems);
        _name = Names.Of(type);
        _isStruct = type.IsValueType;
    }

    public static Unit? Emit(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return null;
        }

        return new CopierEmitter(type, compilation).Emit();
    }

    private Unit Emit()
    {
        var hint = "Copy_" + Names.Flat(_type);
        if (Names.Access(_type) is not { } access)
        {
            _problems.Add(Problem.At(_type, Rules.UnfitType, _name, "it is private, so that generated code cannot reach it"));
            return new(hint, "", new([]), new(_problems));
        }

        var parameters = Names.AllArguments(_type).OfType<ITypeParameterSymbol>().ToArray();
        var generic = parameters.Length == 0 ? "" : "<" + string.Join(", ", parameters.Select(p => p.Name)) + ">";
        var code = new CodeText();
        code.Open($"namespace {Names.Namespace}");
        code.Open($"{access} static class {hint}{generic}{Names.Constraints(parameters)}");
        if (!_type.IsAbstract && !Names.Derives(_type, "System.Exception"))
        {
            EmitCopy(code);
            if (parameters.Length == 0)
            {
                Register(hint);
            }
        }

        EmitMembers(code);
        code.Close().Close();
        return new(hint, Names.Header + code, new(_registrations), new(_problems));
    }

    private void Register(string hint)
    {
        var copy = Names.Has(_type, "Orleans.ImmutableAttribute") ? "v" : $"global::{Names.Namespace}.{hint}.Copy(({_name})v, c)";
        _registrations.Add($"{Names.Registry}.AddCopier(typeof({_name}), static (v, c) => {copy});");
    }

    private void EmitCopy(CodeText code)
    {
        code.Open($"public static {_name} Copy({_name} from, {Names.Copying}.CopyContext c)");
        if (_isStruct)
        {
            code.Line($"{_name} to = default;").Line("CopyMembers(ref from, ref to, c);").Line("return to;").Close();
            return;
        }

        code.Line("if (from is null) return null;");
        if (!_type.IsSealed)
        {
            code.Line($"if (from.GetType() != typeof({_name})) return ({_name}){Names.Copying}.DeepCopy.Dynamic<object>(from, c);");
        }

        code.Line("if (c.TryGet(from, out var known)) return known;")
            .Line("var to = Make();")
            .Line("c.Record(from, to);")
            .Line("CopyMembers(from, to, c);")
            .Line("return to;")
            .Close();

        // A type that can be made without arguments is, so that members without [Id] have what they have in a new one.
        if (_type.InstanceConstructors.Any(constructor => constructor.Parameters.Length == 0))
        {
            code.Line("[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Constructor)]")
                .Line($"private static extern {_name} Make();");
        }
        else
        {
            code.Line($"private static {_name} Make() => ({_name})global::System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof({_name}));");
        }
    }

    private void EmitMembers(CodeText code)
    {
        var pass = _isStruct ? "ref " : "";
        var accessors = new CodeText();
        code.Open($"public static void CopyMembers({pass}{_name} from, {pass}{_name} to, {Names.Copying}.CopyContext c)");
        if (_type.BaseType is { SpecialType: SpecialType.None } parent && Names.Has(parent, "Orleans.GenerateSerializerAttribute")
            && !Names.Derives(parent, "System.Exception"))
        {
            code.Line($"{Names.Copier(parent)}.CopyMembers(from, to, c);");
        }

        var index = 0;
        foreach (var member in Members.Of(_type, _problems))
        {
            if (member.Field is { } field)
            {
                var access = $"M{index++}";
                accessors.Line($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = {Names.Quote(field)})]")
                    .Line($"private static extern ref {Names.Of(member.Type)} {access}({pass}{_name} of);");
                code.Line($"{access}({pass}to) = {_planner.Copy(member.Type, $"{access}({pass}from)", member.Symbol) ?? $"{access}({pass}from)"};");
            }
            else
            {
                code.Line($"to.{member.Symbol.Name} = {_planner.Copy(member.Type, $"from.{member.Symbol.Name}", member.Symbol) ?? $"from.{member.Symbol.Name}"};");
            }
        }

        code.Close();
        foreach (var line in accessors.ToString().Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            code.Line(line);
        }
    }
}
