using System.Text;
using CityActors.Domain.Expressions;
using CityActors.Domain.Expressions.Evaluation;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Expressions;

[Collection(nameof(MemoryMeasures))]
public sealed class ExpressionEvaluationTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("7 % 4 - -1", "4")]
    [InlineData("-7 % 4", "-3")]
    [InlineData("1 / 0", "none")]
    [InlineData("0 / 0", "none")]
    [InlineData("1e308 * 10", "none")]
    [InlineData("sqrt(-1)", "none")]
    [InlineData("ln(0)", "none")]
    [InlineData("round(2.5) + round(-2.5)", "0")]
    [InlineData("round(1.235, 2)", "1.24")]
    [InlineData("round(1, 99)", "none")]
    [InlineData("min(3, 1, 2) + max(3, 1, 2)", "4")]
    [InlineData("five + missing", "none")]
    [InlineData("coalesce(missing, five)", "5")]
    [InlineData("known(missing) or known(five)", "true")]
    [InlineData("false and missing", "false")]
    [InlineData("true or missing", "true")]
    [InlineData("true and missing", "none")]
    [InlineData("if(five > 3, 'deep', 'dry')", "deep")]
    [InlineData("if(five < 3, 1, 2) + 1", "3")]
    [InlineData("if(missing, 1, 2)", "none")]
    [InlineData("if(missing, 1, 2) = 1 or true", "true")]
    [InlineData("outside(five, 5, 9)", "false")]
    [InlineData("outside(five, 6, 9) and outside(five, 1, 4)", "true")]
    [InlineData("word = 'on' and word != 'off'", "true")]
    [InlineData("bytes = 'Đèn đường'", "true")]
    [InlineData("'Đèn đườn' = bytes", "false")]
    [InlineData("bytes = bytes", "true")]
    [InlineData("word = five", "none")]
    [InlineData("word < five", "none")]
    [InlineData("truth and not false", "true")]
    [InlineData("90 s = 1.5 min and 1 d = 24 h and 500 ms * 2 = 1", "true")]
    [InlineData("twice(five + 1)", "12")]
    public void Program_reckons_as_the_field_means_it(string text, string value) => Assert.Equal(value, Reckon(text).ToString());

    [Theory]
    [InlineData("1 + 'a'", 1, 5, "a number", "a text")]
    [InlineData("not 5", 1, 5, "something that is true or false", "a number")]
    [InlineData("five > 1 and 2", 1, 14, "something that is true or false", "a number")]
    [InlineData("1 = 'a'", 1, 5, "a number", "a text")]
    [InlineData("if(true, 1, 'a')", 1, 13, "a number", "a text")]
    [InlineData("abs(1, 2)", 1, 1, "1 argument of abs", "2")]
    [InlineData("pow(1)", 1, 1, "2 arguments of pow", "1")]
    [InlineData("max(1 where true)", 1, 13, "max without 'where'", "'where'")]
    [InlineData(
        "mux(1)", 1, 1,
        "one of the functions abs, ceil, coalesce, exp, floor, if, known, ln, max, min, outside, pow, round, sqrt", "'mux'")]
    [InlineData("other", 1, 1, "a name that is known", "another")]
    public void What_can_never_have_a_value_is_refused(string text, int line, int column, string expected, string found)
    {
        var wrong = Assert.Throws<ExpressionException>(() => Reckon(text));
        Assert.Equal(new ExpressionProblem(line, column, expected, found), wrong.Problem);
    }

    [Theory]
    [InlineData("five", 1)]
    [InlineData("five + 1", 3)]
    [InlineData("if(five > 1, 2, 3)", 7)]
    [InlineData("twice(five)", 8)]
    public void Cost_is_the_number_of_operations(string text, int cost) =>
        Assert.Equal(cost, ExpressionCompiler.Compile(ExpressionParser.Parse(text), new Names()).Cost);

    [Property(MaxTest = 2_000)]
    public void Program_reckons_what_walking_the_tree_reckons(int seed)
    {
        var tree = Trees.Random(new Random(seed), 5);
        ExpressionProgram program;
        try
        {
            program = ExpressionCompiler.Compile(tree, new Names(isOpen: true));
        }
        catch (ExpressionException)
        {
            return;
        }

        var names = new Names(isOpen: true);
        Assert.Equal(TreeWalk.Reckon(tree, names.Named), program.Evaluate(ref names));
    }

    [Fact]
    public void Reckoning_allocates_nothing()
    {
        var program = ExpressionCompiler.Compile(
            ExpressionParser.Parse("if(word = 'on' and bytes = 'Đèn đường', max(five, 2), missing) > 3 or twice(five) < 2"),
            new Names());
        var names = new Names();
        program.Evaluate(ref names);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            program.Evaluate(ref names);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ExpressionValue Reckon(string text)
    {
        var names = new Names();
        return ExpressionCompiler.Compile(ExpressionParser.Parse(text), names).Evaluate(ref names);
    }

    /// <summary>Binder and resolver of a few names.</summary>
    private readonly struct Names(bool isOpen = false) : IExpressionBinder, IExpressionResolver
    {
        private static readonly string[] Known = ["five", "word", "truth", "missing", "bytes", "a", "b", "c"];
        private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("<Đèn đường>");

        public ExpressionBinding? Bind(Expression part) => part switch
        {
            CallExpression { Function: "twice" } call => new ExpressionBinding(100, ExpressionKind.Number, 7, call.Arguments),
            CallExpression => null,
            NameExpression name when Array.IndexOf(Known, name.Text) is >= 0 and var slot => new ExpressionBinding(slot),
            _ => isOpen ? new ExpressionBinding(3) : null,
        };

        public ExpressionValue Value(int slot, ReadOnlySpan<ExpressionValue> arguments) =>
            slot == 100 ? ExpressionValue.Of(arguments[0].Number * 2) : Value(slot);

        public ExpressionValue Named(Expression part) => Value(Bind(part)!.Slot);

        private static ExpressionValue Value(int slot) => slot switch
        {
            0 or 5 => ExpressionValue.Of(5.0),
            1 => ExpressionValue.Of("on"),
            2 or 6 => ExpressionValue.Of(true),
            4 => ExpressionValue.Of(Bytes, 1, Bytes.Length - 2),
            7 => ExpressionValue.Of("it's"),
            _ => ExpressionValue.None,
        };
    }
}
