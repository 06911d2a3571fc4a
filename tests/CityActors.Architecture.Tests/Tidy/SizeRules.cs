using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CityActors.Architecture.Tests.Tidy;

/// <summary>How large things may be. Each rule yields one sentence a problem.</summary>
internal static class SizeRules
{
    public const int FileLinesMax = 300;
    public const int ProgramLinesMax = 60;
    public const int MethodLinesMax = 60;
    public const int LineLengthMax = 140;
    public const int RoomFilesMax = 12;

    public static IEnumerable<string> FileLength(SourceFile file)
    {
        var most = file.Path.EndsWith("/Program.cs", StringComparison.Ordinal) ? ProgramLinesMax : FileLinesMax;
        var lines = file.Lines.Length - (file.Lines[^1].Length == 0 ? 1 : 0);
        if (lines > most)
        {
            yield return $"{file.Path} has {lines} lines, {most} are the limit.";
        }
    }

    public static IEnumerable<string> LineLength(SourceFile file)
    {
        for (var line = 0; line < file.Lines.Length; line++)
        {
            if (file.Lines[line].Length > LineLengthMax)
            {
                yield return $"{file.Path}:{line + 1} is {file.Lines[line].Length} columns wide, {LineLengthMax} are the limit.";
            }
        }
    }

    public static IEnumerable<string> MethodLength(SourceFile file)
    {
        var methods = file.Syntax.DescendantNodes()
            .Where(static node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax);
        foreach (var method in methods)
        {
            var span = method.SyntaxTree.GetLineSpan(method.Span);
            var lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
            if (lines > MethodLinesMax)
            {
                yield return $"{file.At(method)} is a method of {lines} lines, {MethodLinesMax} are the limit.";
            }
        }
    }

    /// <summary>A room is a folder; a component and its code-behind count as one file.</summary>
    public static IEnumerable<string> RoomSize(IEnumerable<string> files) => files
        .Where(static file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
        .Select(static file => file.Replace(".razor.cs", ".razor", StringComparison.Ordinal)).Distinct()
        .GroupBy(static file => Path.GetDirectoryName(file)!.Replace('\\', '/'))
        .Where(static room => room.Count() > RoomFilesMax)
        .Select(static room => $"{room.Key} holds {room.Count()} files, {RoomFilesMax} are the limit.");
}
