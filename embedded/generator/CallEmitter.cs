using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Moltbot.Embedded.Generator;

/// <summary>Writes a reference's method and the call class behind it.</summary>
internal sealed class CallEmitter(MethodShape shape, CopyPlanner planner, string callName)
{
    private readonly IMethodSymbol _method = shape.Method;
    private readonly string _contract = Names.Of(shape.Method.ContainingType);
    private readonly string? _result = shape.Result is { } result ? Names.Of(result) : null;

    public void Emit(CodeText reference, CodeText calls)
    {
        if (shape.Result is not null)
        {
            planner.CheckNamed(shape.Result, _method);
        }

        EmitMethod(reference);
        EmitCall(calls);
    }

    private static string Name(IParameterSymbol parameter) => "a" + parameter.Ordinal.ToString(CultureInfo.InvariantCulture);

    private void EmitMethod(CodeText code)
    {
        var parameters = string.Join(", ", _method.Parameters.Select(parameter => $"{Names.Of(parameter.Type)} {Name(parameter)}"));
        code.Open($"{(_method.ReturnsVoid ? "void" : Names.Of(_method.ReturnType))} {_contract}.{_method.Name}({parameters})");
        code.Line($"var call = new {callName}();");
        var copies = new List<string>();
        foreach (var parameter in _method.Parameters)
        {
            var name = Name(parameter);
            if (MethodShape.IsToken(parameter))
            {
                code.Line($"call.SetCallerToken({name});");
                continue;
            }

            var copy = Names.Has(parameter, "Orleans.ImmutableAttribute") ? null : planner.Copy(parameter.Type, name, parameter);
            if (copy is null)
            {
                code.Line($"call.{name} = {name};");
            }
            else
            {
                copies.Add($"call.{name} = {copy};");
            }
        }

        if (copies.Count > 0)
        {
            code.Line($"var c = {Names.Copying}.CopyContext.Rent();").Open("try");
            copies.ForEach(copy => code.Line(copy));
            code.Close().Open("finally").Line("c.Return();").Close();
        }

        code.Line(shape.Kind switch
        {
            ReturnKind.Void => "Send(call);",
            ReturnKind.ValueTask => "return new global::System.Threading.Tasks.ValueTask(Send(call));",
            ReturnKind.ValueTaskOfT => $"return new global::System.Threading.Tasks.ValueTask<{_result}>(Send(call));",
            _ => "return Send(call);",
        });
        code.Close();
    }

    private void EmitCall(CodeText code)
    {
        var parameters = _method.Parameters;
        code.Open($"internal sealed class {callName} : {Names.Calls}.{(shape.HasResult ? $"GrainCall<{_result}>" : "VoidGrainCall")}");
        foreach (var parameter in parameters.Where(parameter => !MethodShape.IsToken(parameter)))
        {
            code.Line($"public {Names.Of(parameter.Type)} {Name(parameter)};");
        }

        code.Line("private static global::System.Reflection.MethodInfo _method;");
        EmitOptions(code);
        code.Line($"public override int GetArgumentCount() => {parameters.Length.ToString(CultureInfo.InvariantCulture)};")
            .Line($"public override string GetMethodName() => {Names.Quote(_method.Name)};")
            .Line($"public override string GetInterfaceName() => {Names.Quote(Names.Metadata(_method.ContainingType))};")
            .Line($"public override global::System.Type GetInterfaceType() => typeof({_contract});")
            .Line($"public override global::System.Reflection.MethodInfo GetMethod() => _method ??= typeof({_contract}).GetMethod({Names.Quote(_method.Name)}, new global::System.Type[] {{ {string.Join(", ", parameters.Select(parameter => $"typeof({Names.Of(parameter.Type)})"))} }});");
        EmitArguments(code);
        EmitInvoke(code);
        code.Close();
    }

    private void EmitOptions(CodeText code)
    {
        var options = new List<string>();
        if (shape.IsOneWay)
        {
            options.Add("OneWay");
        }

        if (Names.Has(_method, "Orleans.Concurrency.ReadOnlyAttribute"))
        {
            options.Add("ReadOnly");
        }

        if (Names.Has(_method, "Orleans.Concurrency.AlwaysInterleaveAttribute"))
        {
            options.Add("AlwaysInterleave");
        }

        if (_method.Parameters.Any(MethodShape.IsToken))
        {
            options.Add("Cancellable");
        }

        if (options.Count > 0)
        {
            code.Line($"public override {Names.Calls}.CallOptions Options => {string.Join(" | ", options.Select(option => $"{Names.Calls}.CallOptions.{option}"))};");
        }

        if (Names.Find(_method, "Orleans.ResponseTimeoutAttribute")?.ConstructorArguments[0].Value is string text
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout))
        {
            code.Line($"public override global::System.TimeSpan? ResponseTimeout => global::System.TimeSpan.FromTicks({timeout.Ticks.ToString(CultureInfo.InvariantCulture)}L);");
        }
    }

    private void EmitArguments(CodeText code)
    {
        if (_method.Parameters.Length == 0)
        {
            return;
        }

        code.Open("public override object GetArgument(int index) => index switch");
        foreach (var parameter in _method.Parameters)
        {
            code.Line($"{parameter.Ordinal.ToString(CultureInfo.InvariantCulture)} => {(MethodShape.IsToken(parameter) ? "CalleeToken" : Name(parameter))},");
        }

        code.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(index)),").Close(";");
        code.Open("public override void SetArgument(int index, object value)").Open("switch (index)");
        foreach (var parameter in _method.Parameters.Where(parameter => !MethodShape.IsToken(parameter)))
        {
            code.Line($"case {parameter.Ordinal.ToString(CultureInfo.InvariantCulture)}: {Name(parameter)} = ({Names.Of(parameter.Type)})value; break;");
        }

        code.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(index));").Close().Close();
    }

    private void EmitInvoke(CodeText code)
    {
        var arguments = string.Join(", ", _method.Parameters.Select(parameter => MethodShape.IsToken(parameter) ? "CalleeToken" : Name(parameter)));
        var call = $"(({_contract})target).{_method.Name}({arguments})";
        const string Task = "global::System.Threading.Tasks.ValueTask";
        switch (shape.Kind)
        {
            case ReturnKind.Void:
                code.Open($"protected override {Task} Invoke(object target)").Line($"{call};").Line("return default;").Close();
                break;
            case ReturnKind.Task:
                code.Line($"protected override {Task} Invoke(object target) => new {Task}({call});");
                break;
            case ReturnKind.ValueTask:
                code.Line($"protected override {Task} Invoke(object target) => {call};");
                break;
            case ReturnKind.TaskOfT:
                code.Line($"protected override {Task}<{_result}> Invoke(object target) => new {Task}<{_result}>({call});");
                break;
            default:
                code.Line($"protected override {Task}<{_result}> Invoke(object target) => {call};");
                break;
        }

        if (shape.HasResult)
        {
            var isImmutable = _method.GetReturnTypeAttributes().Any(data => data.AttributeClass is { } type && Names.Metadata(type) == "Orleans.ImmutableAttribute");
            var copy = isImmutable ? null : planner.Copy(shape.Result!, "result", _method);
            code.Line($"protected override {_result} CopyResult({_result} result, {Names.Copying}.CopyContext c) => {copy ?? "result"};");
        }
    }
}
