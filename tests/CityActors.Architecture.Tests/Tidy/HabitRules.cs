using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CityActors.Architecture.Tests.Tidy;

/// <summary>What nobody may leave behind. Words are put together here so that the rules do not find themselves.</summary>
internal static partial class HabitRules
{
    private static readonly string[] MachinePaths = ["/wor" + "k/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "C:\\Us" + "ers"];

    /// <summary>A note of something left to do bears a date and a name: To-do (2026-11-24, lan).</summary>
    public static IEnumerable<string> NoTodoWithoutDateAndName(SourceFile file)
    {
        foreach (var trivia in file.Syntax.DescendantTrivia(descendIntoTrivia: true).Where(static trivia => IsComment(trivia)))
        {
            foreach (Match todo in Todo().Matches(trivia.ToFullString()))
            {
                if (!DatedTodo().IsMatch(trivia.ToFullString()[todo.Index..]))
                {
                    yield return $"{file.Path}:{Line(trivia)}: '{todo.Value}' without date and name.";
                }
            }
        }
    }

    public static IEnumerable<string> NothingUnimplemented(SourceFile file) => file.Syntax.DescendantNodes()
        .OfType<IdentifierNameSyntax>()
        .Where(static name => name.Identifier.Text == "NotImplementedException")
        .Select(name => $"{file.At(name)}: something is not implemented.");

    /// <summary>A test awaits the event, it does not sleep and hope.</summary>
    public static IEnumerable<string> NoSleeps(SourceFile file) => file.Syntax.DescendantNodes()
        .OfType<MemberAccessExpressionSyntax>()
        .Where(static access => access.ToString() is "Thread.Sleep" or "Task.Delay" or "System.Threading.Thread.Sleep"
            or "System.Threading.Tasks.Task.Delay")
        .Select(access => $"{file.At(access)}: a test sleeps ({access}).");

    /// <summary>A discarded task fails unseen.</summary>
    public static IEnumerable<string> NoDiscardedTask(SourceFile file) => file.Syntax.DescendantNodes()
        .OfType<AssignmentExpressionSyntax>()
        .Where(static assignment => assignment.Left is IdentifierNameSyntax { Identifier.Text: "_" }
            && assignment.Right is InvocationExpressionSyntax call
            && (call.ToString().StartsWith("Task.", StringComparison.Ordinal)
                || call.Expression.ToString().EndsWith("Async", StringComparison.Ordinal)))
        .Select(assignment => $"{file.At(assignment)}: a task is discarded ({assignment}).");

    /// <summary>On a grain's thread nothing blocks and nothing escapes to the pool.</summary>
    public static IEnumerable<string> NoBlockingOrEscaping(SourceFile file) => file.Syntax.DescendantNodes()
        .Where(static node => node is InvocationExpressionSyntax call && call.Expression.ToString() is var called
            && (called is "Task.Run" || called.EndsWith(".GetAwaiter().GetResult", StringComparison.Ordinal)
                || called.EndsWith(".ConfigureAwait", StringComparison.Ordinal)))
        .Select(node => $"{file.At(node)}: {node} blocks or leaves the grain's thread.");

    public static IEnumerable<string> NoMachinePath(string file, string text) => MachinePaths
        .Where(path => text.Contains(path, StringComparison.Ordinal))
        .Select(path => $"{file} names a path of some machine ({path}).");

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
        || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia);

    private static int Line(SyntaxTrivia trivia) => trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Todo();

    [GeneratedRegex(@"^\w+ \(\d{4}-\d\d-\d\d, \w+\)")]
    private static partial Regex DatedTodo();
}
