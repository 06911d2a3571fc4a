using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CityActors.Architecture.Tests;

/// <summary>A C# source, as text and as syntax.</summary>
/// <param name="Path">Relative to the root, with slashes.</param>
/// <param name="Text">The whole text.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<SyntaxNode> syntax = new(() => CSharpSyntaxTree.ParseText(Text).GetRoot());

    /// <summary>Its syntax.</summary>
    public SyntaxNode Syntax => syntax.Value;

    /// <summary>Its lines.</summary>
    public string[] Lines { get; } = Text.Split('\n');

    /// <summary>Whether it belongs to a test project.</summary>
    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>Path and line of a node, as compilers print them.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
