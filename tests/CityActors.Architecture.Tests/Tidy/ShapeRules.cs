using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CityActors.Architecture.Tests.Tidy;

/// <summary>How files and folders are cut and named.</summary>
internal static class ShapeRules
{
    private static readonly string[] BannedRooms = ["Common", "Core", "Shared", "Helpers", "Utils", "Utilities", "Managers", "Misc"];

    /// <summary>
    /// One type per file. Exceptions: options with their validator, a closed union (all others derive from the first), and a type
    /// with the plain values it speaks in: records, structs, enums, exceptions, delegates and markers of its interface.
    /// </summary>
    public static IEnumerable<string> OneTypePerFile(SourceFile file)
    {
        var types = Types(file);
        if (types.Count < 2)
        {
            yield break;
        }

        var first = Name(types[0]);
        var rest = types.Skip(1).ToList();
        var isOptions = first.EndsWith("Options", StringComparison.Ordinal)
            && rest.All(static type => Name(type).EndsWith("Validator", StringComparison.Ordinal));
        var isUnion = rest.All(type => DerivesFrom(type, first));
        var hasOneThatActs = types.Count(static type => !IsValue(type)) <= 1;
        if (!isOptions && !isUnion && !hasOneThatActs)
        {
            yield return $"{file.Path} holds {types.Count} types: {string.Join(", ", types.Select(Name))}.";
        }
    }

    public static IEnumerable<string> FileBearsItsName(SourceFile file)
    {
        var types = Types(file);
        var name = Path.GetFileName(file.Path).Split('.')[0];
        if (types.Count > 0 && types.All(type => Name(type) != name))
        {
            yield return $"{file.Path} bears the name of none of its types: {string.Join(", ", types.Select(Name))}.";
        }
    }

    public static IEnumerable<string> RoomNames(string file) => file.Split('/')[..^1]
        .Where(static part => BannedRooms.Contains(part, StringComparer.OrdinalIgnoreCase))
        .Select(part => $"{file}: '{part}' says nothing about what is in it.");

    public static IEnumerable<string> FileScopedNamespace(SourceFile file) => file.Syntax.DescendantNodes()
        .OfType<NamespaceDeclarationSyntax>()
        .Select(node => $"{file.At(node)}: the namespace should be file-scoped.");

    public static IEnumerable<string> NoRegions(SourceFile file) => file.Syntax.DescendantTrivia()
        .Where(static trivia => trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
        .Select(_ => $"{file.Path} folds its lines into a region.");

    private static List<MemberDeclarationSyntax> Types(SourceFile file) =>
    [
        .. file.Syntax.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Where(static node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Cast<MemberDeclarationSyntax>()
            .Where(static type => !type.Modifiers.Any(SyntaxKind.FileKeyword)),
    ];

    private static bool IsValue(MemberDeclarationSyntax type) => type switch
    {
        RecordDeclarationSyntax or EnumDeclarationSyntax or DelegateDeclarationSyntax or StructDeclarationSyntax => true,
        ClassDeclarationSyntax => Name(type).EndsWith("Exception", StringComparison.Ordinal),
        InterfaceDeclarationSyntax @interface => @interface.BaseList is not null,
        _ => false,
    };

    private static bool DerivesFrom(MemberDeclarationSyntax type, string name) =>
        type is BaseTypeDeclarationSyntax { BaseList: { } bases }
        && bases.Types.Any(@base => @base.Type.ToString().Split('<')[0] == name);

    private static string Name(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.Text,
        DelegateDeclarationSyntax named => named.Identifier.Text,
        _ => "",
    };
}
