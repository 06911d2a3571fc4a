using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CityActors.Architecture.Tests.Purity;

/// <summary>Compiles a few lines, to see whether the compiler takes them.</summary>
internal static class Snippet
{
    /// <summary>The assemblies of the running framework.</summary>
    public static IReadOnlyList<string> Framework { get; } =
        [.. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Where(IsManaged)];

    /// <summary>Path of an assembly that lies beside the tests.</summary>
    public static string Ours(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

    /// <summary>A library of one source.</summary>
    public static CSharpCompilation Compile(string source, IEnumerable<string> references) => CSharpCompilation.Create(
        "Snippet",
        [CSharpSyntaxTree.ParseText(source)],
        references.Select(static path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>Ids of the errors the compiler finds.</summary>
    public static string[] Errors(string source, IEnumerable<string> references) =>
    [
        .. Compile(source, references).GetDiagnostics()
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(static diagnostic => diagnostic.Id).Distinct(),
    ];

    /// <summary>The compiled library.</summary>
    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public static byte[] Emit(string source, IEnumerable<string> references)
    {
        using var image = new MemoryStream();
        var result = Compile(source, references).Emit(image);
        return result.Success ? image.ToArray() : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private static bool IsManaged(string path) =>
        Path.GetFileName(path) is var name
        && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll")
        && !name.Contains(".Native", StringComparison.Ordinal);
}
